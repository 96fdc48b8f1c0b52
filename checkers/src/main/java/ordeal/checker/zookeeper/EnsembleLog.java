package ordeal.checker.zookeeper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import ordeal.checker.run.Part;

/**
 * The one history that the logs of an ensemble agree on, and the proof that it is complete.
 *
 * <p>A transaction counts when a majority of the logs that vote on it hold it. A log has no vote before its first transaction and
 * on a stretch that its server was sent as a snapshot. What only a minority logged was proposed and never committed, such as the
 * last proposal of a leader that died.
 *
 * <p>Complete means: from the run's first transaction to its final one, zxids are consecutive within an epoch, and each further
 * epoch starts with counter 1.
 */
final class EnsembleLog {
    private final List<ServerLog> servers;

    EnsembleLog(List<ServerLog> servers) {
        this.servers = List.copyOf(servers);
    }

    /** The committed transactions around [first, final], in order, or why they cannot be had. */
    Part<List<LoggedTransaction>> prove(long firstZxid, long finalZxid) {
        List<LoggedTransaction> committed = committed();
        int first = indexOf(committed, firstZxid);
        if (first < 0) {
            return new Part.Missing<>("ZooKeeper's log does not hold the run's first transaction " + hex(firstZxid));
        }
        while (first > 0 && follows(committed, first)) {
            first--;
        }
        int end = first + 1;
        while (end < committed.size() && follows(committed, end)) {
            end++;
        }
        long last = committed.get(end - 1).zxid();
        if (last >= finalZxid) {
            return new Part.Present<>(List.copyOf(committed.subList(first, end)));
        }
        if (end < committed.size()) {
            return new Part.Missing<>("gap in ZooKeeper's log between zxid " + hex(last) + " and "
                    + hex(committed.get(end).zxid()));
        }
        return new Part.Missing<>(
                "ZooKeeper's log ends at zxid " + hex(last) + ", before the final transaction " + hex(finalZxid));
    }

    private List<LoggedTransaction> committed() {
        NavigableSet<Long> zxids = new TreeSet<>();
        servers.forEach(server -> zxids.addAll(server.transactions().keySet()));
        List<LoggedTransaction> committed = new ArrayList<>();
        for (long zxid : zxids) {
            majority(zxid).ifPresent(committed::add);
        }
        return committed;
    }

    private Optional<LoggedTransaction> majority(long zxid) {
        int voters = 0;
        Map<LoggedTransaction, Integer> holders = new HashMap<>();
        for (ServerLog server : servers) {
            LoggedTransaction held = server.transactions().get(zxid);
            if (held != null) {
                holders.merge(held, 1, Integer::sum);
            }
            if (held != null || server.votesOn(zxid)) {
                voters++;
            }
        }
        for (Map.Entry<LoggedTransaction, Integer> entry : holders.entrySet()) {
            if (2 * entry.getValue() > voters) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    private static boolean follows(List<LoggedTransaction> transactions, int index) {
        return Zxid.follows(
                transactions.get(index - 1).zxid(), transactions.get(index).zxid());
    }

    private static int indexOf(List<LoggedTransaction> transactions, long zxid) {
        for (int index = 0; index < transactions.size(); index++) {
            if (transactions.get(index).zxid() == zxid) {
                return index;
            }
        }
        return -1;
    }

    private static String hex(long zxid) {
        return "0x" + Long.toHexString(zxid);
    }
}
