package ordeal.harness.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ordeal.checker.contract.PermittedCause;
import ordeal.harness.suite.YamlValue.Field;
import ordeal.harness.suite.YamlValue.Scalar;

/**
 * Reads what a cell expects: {@code valid}, {@code invalid}, {@code invalid: [types]}, {@code permitted: [causes]} or {@code valid:
 * [causes]}.
 */
final class ExpectationReader {
    private static final String VALID = "valid";
    private static final String INVALID = "invalid";
    private static final String PERMITTED = "permitted";
    private static final String WHAT = "'expect'";

    private ExpectationReader() {}

    static Expectation read(YamlValue value) throws SuiteException {
        if (value instanceof Scalar(String text, int line)) {
            return switch (text) {
                case VALID -> new Expectation.Valid(List.of());
                case INVALID -> new Expectation.Invalid(List.of());
                default ->
                    throw SuiteException.at(
                            line,
                            "nobody can expect '%s'; write valid, invalid, 'invalid: [lost-write]' or 'permitted: [%s]'"
                                    .formatted(text, causes()));
            };
        }
        Map<String, Field> fields = FileValues.fields(value, WHAT, Set.of(VALID, INVALID, PERMITTED));
        if (fields.size() != 1) {
            throw SuiteException.at(value.line(), "a cell has one expectation, and here are " + fields.keySet());
        }
        Map.Entry<String, Field> only = fields.entrySet().iterator().next();
        YamlValue words = only.getValue().value();
        return switch (only.getKey()) {
            case VALID -> new Expectation.Valid(causes(words));
            case PERMITTED -> new Expectation.PermittedLoss(causes(words));
            default -> new Expectation.Invalid(FileValues.texts(words, "types of anomalies"));
        };
    }

    private static List<String> causes(YamlValue value) throws SuiteException {
        List<String> words = FileValues.texts(value, "causes of permitted losses");
        for (String word : words) {
            if (Arrays.stream(PermittedCause.Kind.values())
                    .noneMatch(kind -> kind.word().equals(word))) {
                throw SuiteException.at(
                        value.line(), "no loss is permitted by '%s' (there are %s)".formatted(word, causes()));
            }
        }
        return words;
    }

    private static String causes() {
        return Arrays.stream(PermittedCause.Kind.values())
                .map(PermittedCause.Kind::word)
                .collect(Collectors.joining(", "));
    }
}
