package ordeal.broker.bugs;

import java.util.List;
import ordeal.broker.coordination.Operation;
import ordeal.broker.rules.ReplicationRules;

/**
 * A controller's writes carry no check of the controller epoch, as in Kafka before KAFKA-6082: a deposed controller's still land.
 *
 * <p>Schedule: the controller, which also leads, is cut from its peers and deaf to ZooKeeper, which goes on hearing it; another one is
 * elected; the deaf one shrinks the ISR of what it leads.
 */
final class ControllerWithoutEpochCheck extends ReplicationRules {
    @Override
    public List<Operation> controllerWrite(Operation write, int epochVersion) {
        return List.of(write);
    }
}
