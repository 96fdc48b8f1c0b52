package ordeal.broker.coordination.zookeeper;

import java.util.ArrayList;
import java.util.List;
import ordeal.broker.coordination.MultiResult;
import ordeal.broker.coordination.ZnodeStat;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** The client's stats as the port has them. */
final class Stats {
    private Stats() {}

    static ZnodeStat of(Stat stat) {
        return new ZnodeStat(stat.getCzxid(), stat.getMzxid(), stat.getVersion(), stat.getEphemeralOwner());
    }

    static MultiResult of(List<OpResult> results) {
        List<@Nullable ZnodeStat> stats = new ArrayList<>();
        for (OpResult result : results) {
            stats.add(result instanceof OpResult.SetDataResult set ? of(set.getStat()) : null);
        }
        return new MultiResult(stats);
    }
}
