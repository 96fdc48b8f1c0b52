package ordeal.broker.request;

import java.util.function.LongSupplier;
import ordeal.broker.journal.Journal;
import ordeal.broker.journal.JournalEntry;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Keeps out what comes from the past: requests of controllers that have been replaced, and requests meant for an earlier incarnation of
 * this broker (KIP-380). Shared by everything that obeys a controller.
 */
public final class ControlFence {
    /** Less than the epoch of any controller. */
    private static final int NO_EPOCH = -1;

    private final ReplicationRules rules;
    private final LongSupplier ownBrokerEpoch;
    private final Journal journal;
    private int highestControllerEpoch = NO_EPOCH;
    private long newestOwnEpoch = NO_EPOCH;

    /**
     * A fence that has seen no controller yet.
     *
     * @param rules say what comes from the past
     * @param ownBrokerEpoch the czxid of this broker's registration
     */
    public ControlFence(ReplicationRules rules, LongSupplier ownBrokerEpoch, Journal journal) {
        this.rules = rules;
        this.ownBrokerEpoch = ownBrokerEpoch;
        this.journal = journal;
    }

    /**
     * Whether to obey a request; the journal has the decision before this returns. What is obeyed raises the highest controller epoch.
     *
     * @param requestBrokerEpoch -1 for any incarnation
     * @return NONE, STALE_BROKER_EPOCH or STALE_CONTROLLER_EPOCH
     */
    public Errors admit(ApiKeys api, int controllerId, int controllerEpoch, long requestBrokerEpoch) {
        long own = newestOwnEpoch();
        if (rules.staleBrokerEpoch(requestBrokerEpoch, own)) {
            return fence(
                    api,
                    Errors.STALE_BROKER_EPOCH,
                    "of controller " + controllerId + ": broker epoch " + requestBrokerEpoch + ", own " + own);
        }
        if (rules.staleControllerEpoch(controllerEpoch, highestControllerEpoch)) {
            return fence(
                    api,
                    Errors.STALE_CONTROLLER_EPOCH,
                    "of controller " + controllerId + ": controller epoch " + controllerEpoch + ", seen "
                            + highestControllerEpoch);
        }
        journal.record(new JournalEntry.ControlAccepted(
                api.name(), controllerId, controllerEpoch, requestBrokerEpoch, own, highestControllerEpoch));
        highestControllerEpoch = Math.max(highestControllerEpoch, controllerEpoch);
        return Errors.NONE;
    }

    /**
     * Whether this process has been registered. Before that it knows no epoch to tell by what was meant for the incarnation before it,
     * and must not obey: with an old registration still there, a controller that has not noticed the death goes on sending.
     */
    boolean hasBeenRegistered() {
        return newestOwnEpoch() != NO_EPOCH;
    }

    /** Between two sessions the last epoch still holds. */
    private long newestOwnEpoch() {
        newestOwnEpoch = Math.max(newestOwnEpoch, ownBrokerEpoch.getAsLong());
        return newestOwnEpoch;
    }

    /** The highest controller epoch that was obeyed; -1 when there was none. */
    int highestControllerEpoch() {
        return highestControllerEpoch;
    }

    private Errors fence(ApiKeys api, Errors error, String detail) {
        journal.record(new JournalEntry.RequestFenced(api.name(), error.name(), detail));
        return error;
    }
}
