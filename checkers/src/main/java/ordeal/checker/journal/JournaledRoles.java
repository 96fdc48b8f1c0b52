package ordeal.checker.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.RunDescription;

/** Leaderships from journals, in the form in which other systems' logs tell of them. */
final class JournaledRoles {
    private JournaledRoles() {}

    static List<RoleChange> of(RunDescription run, List<JournalLine> deeds) {
        List<RoleChange> roles = new ArrayList<>();
        for (JournalLine line : deeds) {
            if (line.entry() instanceof JournalEntry.BecameLeader began) {
                int number = run.partitions().indexOf(began.partition());
                if (number >= 0) {
                    roles.add(new RoleChange(
                            line.broker(),
                            number,
                            line.epochMs(),
                            began.leaderEpoch(),
                            began.startOffset(),
                            began.partitionEpoch(),
                            began.highWatermark(),
                            began.isr(),
                            line.describe()));
                }
            }
        }
        roles.sort(Comparator.comparingLong(RoleChange::epochMs).thenComparingInt(RoleChange::leaderEpoch));
        return List.copyOf(roles);
    }
}
