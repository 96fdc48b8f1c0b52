package ordeal.checker.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One ZooKeeper server's whole transaction log: all files of its {@code version-2} directory.
 *
 * @param name which server, for messages
 * @param transactions by zxid; where a restarted server wrote one again, the later counts
 * @param skipped stretches that the server never logged because it was sent a snapshot instead: it has no vote on them
 */
record ServerLog(String name, NavigableMap<Long, LoggedTransaction> transactions, List<Stretch> skipped) {
    private static final String LOG_PREFIX = "log.";
    private static final String SNAPSHOT_PREFIX = "snapshot.";

    /** Transactions {@code from} to {@code to}, both inclusive. */
    record Stretch(long from, long to) {
        boolean contains(long zxid) {
            return from <= zxid && zxid <= to;
        }
    }

    /** Reads a {@code version-2} directory. */
    static ServerLog read(String name, Path directory) throws IOException {
        NavigableMap<Long, LoggedTransaction> transactions = new TreeMap<>();
        for (Path file : files(directory, LOG_PREFIX)) {
            for (LoggedTransaction transaction : TransactionLogFile.read(file)) {
                transactions.put(transaction.zxid(), transaction);
            }
        }
        List<Long> snapshots = new ArrayList<>();
        for (Path file : files(directory, SNAPSHOT_PREFIX)) {
            snapshots.add(zxidOf(file, SNAPSHOT_PREFIX));
        }
        return new ServerLog(name, transactions, skipped(transactions, snapshots));
    }

    /** Whether what this log holds and lacks around this zxid says anything. */
    boolean votesOn(long zxid) {
        return skipped.stream().noneMatch(stretch -> stretch.contains(zxid));
    }

    /**
     * Where the log leaps: to a zxid that cannot follow its predecessor, or to a snapshot of a transaction it never logged. A
     * snapshot at counter 0 was taken by a leader before its first transaction and tells nothing.
     */
    private static List<Stretch> skipped(NavigableMap<Long, LoggedTransaction> transactions, List<Long> snapshots) {
        List<Stretch> skipped = new ArrayList<>();
        if (transactions.isEmpty()) {
            return List.of(new Stretch(Long.MIN_VALUE, Long.MAX_VALUE));
        }
        skipped.add(new Stretch(Long.MIN_VALUE, transactions.firstKey() - 1));
        long previous = transactions.firstKey();
        for (long zxid : transactions.tailMap(previous, false).keySet()) {
            if (!Zxid.follows(previous, zxid)) {
                skipped.add(new Stretch(previous + 1, zxid - 1));
            }
            previous = zxid;
        }
        for (long snapshot : snapshots) {
            Map.Entry<Long, LoggedTransaction> before = transactions.floorEntry(snapshot);
            if (before != null && before.getKey() < snapshot && Zxid.counter(snapshot) != 0) {
                skipped.add(new Stretch(before.getKey() + 1, snapshot));
            }
        }
        return skipped;
    }

    private static List<Path> files(Path directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(prefix.replace(".", "\\.") + "[0-9a-f]+"))
                    .sorted(Comparator.comparingLong(file -> zxidOf(file, prefix)))
                    .toList();
        }
    }

    private static long zxidOf(Path file, String prefix) {
        return Long.parseUnsignedLong(file.getFileName().toString().substring(prefix.length()), 16);
    }
}
