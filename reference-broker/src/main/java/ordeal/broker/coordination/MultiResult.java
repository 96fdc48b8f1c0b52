package ordeal.broker.coordination;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a multi that was carried out did.
 *
 * @param stats by step: the znode's stat after a create or a set; null after a delete or a check
 */
public record MultiResult(List<@Nullable ZnodeStat> stats) {
    public MultiResult {
        stats = Collections.unmodifiableList(new ArrayList<>(stats));
    }

    /** The stat after a step that creates or sets. */
    public ZnodeStat stat(int step) {
        ZnodeStat stat = stats.get(step);
        if (stat == null) {
            throw new IllegalArgumentException("step " + step + " neither creates nor sets");
        }
        return stat;
    }
}
