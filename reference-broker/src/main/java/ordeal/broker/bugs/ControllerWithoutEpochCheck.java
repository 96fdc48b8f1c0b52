package ordeal.broker.bugs;

import java.util.List;
import ordeal.broker.coordination.Operation;
import ordeal.broker.rules.ReplicationRules;

/** A controller's writes carry no check of the controller epoch, as in Kafka before KAFKA-6082: a deposed controller's still land. */
final class ControllerWithoutEpochCheck extends ReplicationRules {
    @Override
    public String name() {
        return "controller-without-epoch-check";
    }

    @Override
    public List<Operation> controllerWrite(Operation write, int epochVersion) {
        return List.of(write);
    }
}
