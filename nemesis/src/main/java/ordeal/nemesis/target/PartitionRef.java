package ordeal.nemesis.target;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ordeal.nemesis.port.ClusterState;

/**
 * Which partition a selector means.
 *
 * @param text {@code any} (drawn at injection among those with a leader), {@code #0} (by its place in the sorted list),
 *     or
 *     a name such as {@code topic-0}
 */
public record PartitionRef(@JsonValue String text) {
    /** Any partition that has a leader. */
    public static final PartitionRef ANY = new PartitionRef("any");

    /** The first partition of the cluster. */
    public static final PartitionRef FIRST = new PartitionRef("#0");

    @JsonCreator
    public PartitionRef {
        if (text.isBlank() || (text.startsWith("#") && !text.matches("#\\d{1,6}"))) {
            throw new IllegalArgumentException(
                    "not a partition: '%s' (any, #0, or a name such as topic-0)".formatted(text));
        }
    }

    /** The partition's name; empty when the cluster has no such partition now. */
    public Optional<String> resolve(ClusterState state, RandomGenerator random) {
        if (text.equals("any")) {
            List<String> led = state.partitions().entrySet().stream()
                    .filter(entry -> entry.getValue().leader().isPresent())
                    .map(Map.Entry::getKey)
                    .toList();
            return led.isEmpty() ? Optional.empty() : Optional.of(led.get(random.nextInt(led.size())));
        }
        if (text.startsWith("#")) {
            List<String> names = new ArrayList<>(state.partitions().keySet());
            int index = Integer.parseInt(text.substring(1));
            return index < names.size() ? Optional.of(names.get(index)) : Optional.empty();
        }
        return state.partitions().containsKey(text) ? Optional.of(text) : Optional.empty();
    }

    /** In words. */
    public String describe() {
        return text.equals("any") ? "a partition" : text.startsWith("#") ? "partition " + text : text;
    }
}
