package ordeal.harness.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import ordeal.harness.suite.YamlValue.Field;
import ordeal.harness.suite.YamlValue.Fields;
import ordeal.harness.suite.YamlValue.Items;
import ordeal.harness.suite.YamlValue.Scalar;

/** Values of a suite's file as what they must be, or an error with the line. */
final class FileValues {
    private FileValues() {}

    /** A map with these keys and no other. */
    static Map<String, Field> fields(YamlValue value, String what, Set<String> allowed) throws SuiteException {
        Map<String, Field> fields = anyFields(value, what);
        for (Map.Entry<String, Field> entry : fields.entrySet()) {
            if (!allowed.contains(entry.getKey())) {
                throw SuiteException.at(
                        entry.getValue().line(),
                        "%s has no '%s' (it has %s)".formatted(what, entry.getKey(), String.join(", ", allowed)));
            }
        }
        return fields;
    }

    /** A map with any keys, and at least one. */
    static Map<String, Field> anyFields(YamlValue value, String what) throws SuiteException {
        if (value instanceof Fields map && !map.fields().isEmpty()) {
            return map.fields();
        }
        throw SuiteException.at(value.line(), "%s must be a map, and here is %s".formatted(what, value.kind()));
    }

    /** A list with at least one item. */
    static List<YamlValue> items(YamlValue value, String what) throws SuiteException {
        if (value instanceof Items list && !list.items().isEmpty()) {
            return list.items();
        }
        throw SuiteException.at(
                value.line(), "%s must be a list with something in it, and here is %s".formatted(what, value.kind()));
    }

    /** A list of texts, or one text alone. */
    static List<String> texts(YamlValue value, String what) throws SuiteException {
        if (value instanceof Scalar) {
            return List.of(text(value, what));
        }
        List<String> texts = new ArrayList<>();
        for (YamlValue item : items(value, what)) {
            texts.add(text(item, what));
        }
        return texts;
    }

    /** A text that is not empty. */
    static String text(YamlValue value, String what) throws SuiteException {
        if (value instanceof Scalar scalar && !scalar.text().isBlank()) {
            return scalar.text();
        }
        throw SuiteException.at(value.line(), "%s must be a text, and here is %s".formatted(what, value.kind()));
    }

    /** A name that may be part of a file's name. */
    static String word(YamlValue value, String what) throws SuiteException {
        String text = text(value, what);
        if (!text.matches("[a-z0-9][a-z0-9.-]*")) {
            throw SuiteException.at(
                    value.line(),
                    "%s must be a word of small letters, digits, dots and dashes, and here is '%s'"
                            .formatted(what, text));
        }
        return text;
    }

    /** The value of a key that must be there. */
    static Field required(Map<String, Field> fields, String key, int line, String what) throws SuiteException {
        return Optional.ofNullable(fields.get(key))
                .orElseThrow(() -> SuiteException.at(line, "%s needs '%s'".formatted(what, key)));
    }

    /** A text that another class reads, with its words when it cannot. */
    static long parsed(YamlValue value, String what, ToLongFunction<String> parser) throws SuiteException {
        try {
            return parser.applyAsLong(text(value, what));
        } catch (IllegalArgumentException e) {
            throw SuiteException.at(value.line(), what + ": " + e.getMessage());
        }
    }
}
