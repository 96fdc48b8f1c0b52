package ordeal.checker.isr;

import java.util.List;
import ordeal.checker.Checker;

/** All rules of the ISR. */
public final class IsrCheckers {
    private IsrCheckers() {}

    /** One checker for each rule, in the order in which a report should name them. */
    public static List<Checker> all() {
        return List.of(
                new StateChain(),
                new IsrForm(),
                new CleanElection(),
                new IsrExpansion(),
                new OneLeaderPerEpoch(),
                new EpochDiscipline(),
                new LogMatching(),
                new IsrCompleteness(),
                new LeaderCompleteness(),
                new MinIsr(),
                new SequenceChain(),
                new IsrAdmission(),
                new HighWatermarkRule(),
                new HighWatermarkCheckpoint(),
                new StrongIsr(),
                new CommittedTruncation(),
                new JournalAgainstZooKeeper(),
                new JournalAgainstDisks());
    }
}
