package ordeal.broker.bugs;

import java.util.List;
import java.util.Map;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.rules.AlterPartitionCheck;
import ordeal.broker.rules.ReplicationRules;

/**
 * The controller grants a change of an ISR whoever asks for it and whatever state it builds on: neither the leader epoch nor the
 * partition epoch of the proposal is compared with what is in force, nor its sender with the leader. A leader that was replaced and does
 * not know it overwrites the ISR of the leader after it. (A controller knows every state it has written, so the version of its own
 * write never stops this; the partition epoch of the proposal is the compare-and-set.) No issue of Kafka's: a guard taken away on
 * purpose.
 *
 * <p>Schedule: the leadership moves while what the controller dials to the old leader is held for longer than the lag time.
 */
final class UnconditionalIsrWrite extends ReplicationRules {
    @Override
    public AlterPartitionCheck.Verdict alterPartition(
            AlterPartitionCheck.Proposal proposal,
            PartitionState state,
            List<Integer> assignment,
            Map<Integer, Long> online) {
        return AlterPartitionCheck.admissible(proposal, state, assignment, online);
    }
}
