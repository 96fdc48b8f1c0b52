package ordeal.broker.config;

import java.util.List;

/** A broker's properties are wrong. Every error is named, not only the first. */
public final class BrokerConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> errors;

    BrokerConfigException(List<String> errors) {
        super(String.join(System.lineSeparator(), errors));
        this.errors = List.copyOf(errors);
    }

    /** What is wrong: line, property, value, and what is allowed. */
    public List<String> errors() {
        return errors;
    }
}
