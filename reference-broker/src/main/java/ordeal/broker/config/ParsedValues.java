package ordeal.broker.config;

import java.util.Map;
import java.util.Optional;

/** Values that Kafka's {@code ConfigDef} has parsed, taken out with their types. */
record ParsedValues(Map<String, Object> byName) {
    int number(String name) {
        return (Integer) value(name);
    }

    long bigNumber(String name) {
        return (Long) value(name);
    }

    boolean flag(String name) {
        return (Boolean) value(name);
    }

    String text(String name) {
        return (String) value(name);
    }

    /** A text that may be missing; an empty one counts as missing. */
    Optional<String> optionalText(String name) {
        return Optional.ofNullable((String) byName.get(name)).filter(text -> !text.isEmpty());
    }

    /** A number that may be missing. */
    Optional<Long> optionalNumber(String name) {
        return Optional.ofNullable((Number) byName.get(name)).map(Number::longValue);
    }

    private Object value(String name) {
        Object value = byName.get(name);
        if (value == null) {
            throw new IllegalStateException("no value of " + name);
        }
        return value;
    }
}
