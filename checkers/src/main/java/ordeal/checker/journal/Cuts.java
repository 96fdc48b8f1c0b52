package ordeal.checker.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ordeal.checker.Partition;

/** Every truncation that journals tell of: what removed a record. */
public final class Cuts {
    private static final int LIMIT = 3;

    private final Map<Partition, List<Cut>> byPartition = new HashMap<>();

    private Cuts() {}

    /** A truncation and its line. */
    public record Cut(JournalLine line, JournalEntry.Truncated truncated) {
        /** It in one sentence. */
        public String sentence() {
            return "broker " + line.broker() + " cut " + truncated.partition() + " from " + truncated.fromOffset()
                    + " to " + truncated.toOffset() + " in epoch " + truncated.leaderEpoch() + " (partition epoch "
                    + truncated.partitionEpoch() + "): " + truncated.reason();
        }
    }

    /** All of these journals. */
    public static Cuts of(Journals journals) {
        Cuts cuts = new Cuts();
        for (JournalLine line : journals.deeds()) {
            if (line.entry() instanceof JournalEntry.Truncated truncated) {
                cuts.byPartition
                        .computeIfAbsent(truncated.partition(), _ -> new ArrayList<>())
                        .add(new Cut(line, truncated));
            }
        }
        cuts.byPartition
                .values()
                .forEach(list -> list.sort(
                        Comparator.comparingInt((Cut cut) -> cut.truncated().leaderEpoch())
                                .thenComparingInt(cut -> cut.line().broker())));
        return cuts;
    }

    /** Those of a partition, by leader epoch and then by broker. */
    public List<Cut> of(Partition partition) {
        return List.copyOf(byPartition.getOrDefault(partition, List.of()));
    }

    /** Those by which one broker removed what lay at an offset, by leader epoch; at most three. */
    public List<Cut> removing(Partition partition, long offset, int broker) {
        return byPartition.getOrDefault(partition, List.of()).stream()
                .filter(cut -> cut.line().broker() == broker && cut.truncated().removed(offset))
                .limit(LIMIT)
                .toList();
    }
}
