package ordeal.broker.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong in a file, with the place of each. */
final class ConfigErrors {
    private final Map<String, PropertyLine> places = new HashMap<>();
    private final List<String> errors = new ArrayList<>();

    /** Notes where a property stands. */
    void locate(PropertyLine line) {
        places.put(line.name(), line);
    }

    /** Notes an error of a property. */
    void add(String name, String message) {
        PropertyLine place = places.get(name);
        errors.add(
                place == null
                        ? name + ": " + message
                        : "line " + place.number() + ": " + name + "=" + place.value() + ": " + message);
    }

    void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new BrokerConfigException(errors);
        }
    }
}
