package ordeal.checker.zookeeper;

import java.util.ArrayList;
import java.util.List;
import ordeal.checker.run.RunDescription;

/** Writes a small ZooKeeper history, transaction by transaction from zxid 1 on, one second apart, and replays it. */
public final class Timelines {
    private final List<LoggedTransaction> log = new ArrayList<>();

    /** One transaction of a session. */
    public Timelines by(long session, Operation... operations) {
        long zxid = log.size() + 1L;
        log.add(new LoggedTransaction(
                zxid, RunDescriptions.STARTED_EPOCH_MS + 1000 * zxid, session, 1, List.of(operations)));
        return this;
    }

    /** The cluster that these transactions make. */
    public ClusterTimeline replay(RunDescription run) {
        return ClusterReplay.of(log, run);
    }
}
