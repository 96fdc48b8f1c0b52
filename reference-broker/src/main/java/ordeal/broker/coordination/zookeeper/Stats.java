package ordeal.broker.coordination.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ordeal.broker.coordination.MultiResult;
import ordeal.broker.coordination.ZnodeStat;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;

/** The client's stats as the port has them. */
final class Stats {
    private Stats() {}

    static ZnodeStat of(Stat stat) {
        return new ZnodeStat(stat.getCzxid(), stat.getMzxid(), stat.getVersion(), stat.getEphemeralOwner());
    }

    static MultiResult of(List<OpResult> results) {
        List<Optional<ZnodeStat>> stats = new ArrayList<>();
        for (OpResult result : results) {
            stats.add(result instanceof OpResult.SetDataResult set ? Optional.of(of(set.getStat())) : Optional.empty());
        }
        return new MultiResult(stats);
    }
}
