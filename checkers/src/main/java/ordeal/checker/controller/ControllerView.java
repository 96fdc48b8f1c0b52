package ordeal.checker.controller;

import java.util.OptionalInt;

/**
 * What ZooKeeper says of the controller between two transactions.
 *
 * @param epoch the value of {@code /controller_epoch}; empty before it exists
 * @param epochOwner the session that the epoch in force belongs to; 0 before the first election
 * @param nodeOwner the session that owns {@code /controller}; 0 while there is no such node
 */
record ControllerView(OptionalInt epoch, long epochOwner, long nodeOwner) {
    static final long NOBODY = 0;
    static final ControllerView NONE = new ControllerView(OptionalInt.empty(), NOBODY, NOBODY);

    /** Whether writes of this epoch come too late. */
    boolean outdates(int controllerEpoch) {
        return epoch.isPresent() && controllerEpoch < epoch.getAsInt();
    }

    /** Whether this epoch was not yet won by anybody. */
    boolean precedes(int controllerEpoch) {
        return epoch.isPresent() && controllerEpoch > epoch.getAsInt();
    }

    /** The epoch for messages. */
    String epochText() {
        return epoch.isPresent() ? Integer.toString(epoch.getAsInt()) : "none";
    }
}
