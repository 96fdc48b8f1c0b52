package ordeal.broker.rules;

import java.util.List;
import ordeal.broker.coordination.Operation;

/**
 * What makes a controller's write harmless once it has been replaced: the write goes into one multi with a check that
 * {@code /controller_epoch} still has the data version it had when this controller was elected (KAFKA-6082).
 */
public final class ControllerFencing {
    /** The znode whose data version fences. */
    public static final String EPOCH_PATH = "/controller_epoch";

    private ControllerFencing() {}

    /**
     * The transactions that make a controller, one after the other: a single one, so that every epoch has one owner.
     *
     * @param claim creates {@code /controller}
     * @param raise sets {@code /controller_epoch} to the next epoch
     */
    public static List<List<Operation>> election(Operation claim, Operation raise) {
        return List.of(List.of(claim, raise));
    }

    /**
     * The steps that carry out a write as controller.
     *
     * @param epochVersion the data version of {@code /controller_epoch} from this controller's election
     */
    public static List<Operation> guarded(Operation write, int epochVersion) {
        return List.of(new Operation.Check(EPOCH_PATH, epochVersion), write);
    }
}
