package ordeal.broker.coordination;

import java.util.List;
import java.util.Optional;

/**
 * What a multi that was carried out did.
 *
 * @param stats by step: the znode's stat after a set; empty after any other step, for ZooKeeper does not tell it
 */
public record MultiResult(List<Optional<ZnodeStat>> stats) {
    public MultiResult {
        stats = List.copyOf(stats);
    }

    /** The stat after a step that sets. */
    public ZnodeStat stat(int step) {
        return stats.get(step).orElseThrow(() -> new IllegalArgumentException("step " + step + " does not set"));
    }
}
