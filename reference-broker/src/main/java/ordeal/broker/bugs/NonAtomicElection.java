package ordeal.broker.bugs;

import java.util.List;
import ordeal.broker.coordination.Operation;
import ordeal.broker.rules.ReplicationRules;

/**
 * A controller creates {@code /controller} first and raises {@code /controller_epoch} afterwards, as Kafka did before KAFKA-6082, so two
 * controllers may come to share an epoch.
 *
 * <p>Schedule: any run, for each has an election; ZooKeeper's log shows its form.
 */
final class NonAtomicElection extends ReplicationRules {
    @Override
    public List<List<Operation>> controllerElection(Operation claim, Operation raise) {
        return List.of(List.of(claim), List.of(raise));
    }
}
