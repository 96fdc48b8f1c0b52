package ordeal.harness.suite;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a YAML file, with the line on which it stands. Scalars are texts as they are written: {@code 010} is not a number here. */
sealed interface YamlValue {
    /** The line, from 1. */
    int line();

    /** What it is, for people. */
    default String kind() {
        return switch (this) {
            case Scalar scalar -> scalar.text().isEmpty() ? "nothing" : "'" + scalar.text() + "'";
            case Items _ -> "a list";
            case Fields _ -> "a map";
        };
    }

    /** A text. */
    record Scalar(String text, int line) implements YamlValue {}

    /** A list. */
    record Items(List<YamlValue> items, int line) implements YamlValue {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A map, in the order of the file. */
    record Fields(Map<String, Field> fields, int line) implements YamlValue {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /**
     * What a key of a map leads to.
     *
     * @param line the key's
     */
    record Field(YamlValue value, int line) {}
}
