package ordeal.broker.coordination;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a multi that was carried out did.
 *
 * @param stats by step: the znode's stat after a set; null after any other step, for ZooKeeper does not tell it
 */
public record MultiResult(List<@Nullable ZnodeStat> stats) {
    public MultiResult {
        stats = Collections.unmodifiableList(new ArrayList<>(stats));
    }

    /** The stat after a step that sets. */
    public ZnodeStat stat(int step) {
        ZnodeStat stat = stats.get(step);
        if (stat == null) {
            throw new IllegalArgumentException("step " + step + " does not set");
        }
        return stat;
    }
}
