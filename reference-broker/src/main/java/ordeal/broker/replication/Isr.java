package ordeal.broker.replication;

import java.util.ArrayList;
import java.util.List;
import ordeal.broker.rules.HighWatermark.Membership;

/**
 * The ISR as a leader knows it: what is in force, and what it has asked for. At most one change is under way (KIP-497).
 */
sealed interface Isr {
    /** The ISR in force. */
    List<Integer> committed();

    /** Everybody who is in the ISR in force, or would be once the change under way is. */
    List<Integer> maximal();

    /** Nothing is under way. */
    record Settled(List<Integer> committed) implements Isr {
        public Settled {
            committed = List.copyOf(committed);
        }

        @Override
        public List<Integer> maximal() {
            return committed;
        }
    }

    /**
     * A replica is to be added. It counts for the high watermark already: the controller may elect it before the answer is here.
     *
     * @param addedEpoch the broker epoch in the fetch by which it has shown what it holds
     */
    record Expanding(List<Integer> committed, int added, long addedEpoch) implements Isr {
        public Expanding {
            committed = List.copyOf(committed);
        }

        @Override
        public List<Integer> maximal() {
            List<Integer> all = new ArrayList<>(committed);
            all.add(added);
            return all;
        }
    }

    /** Replicas are to be removed. They count until it is sure that they are out. */
    record Shrinking(List<Integer> committed, List<Integer> removed) implements Isr {
        public Shrinking {
            committed = List.copyOf(committed);
            removed = List.copyOf(removed);
        }

        @Override
        public List<Integer> maximal() {
            return committed;
        }
    }

    /** The ISR that was asked for; the one in force when nothing is under way. */
    default List<Integer> wanted() {
        return switch (this) {
            case Settled settled -> settled.committed();
            case Expanding expanding -> expanding.maximal();
            case Shrinking(List<Integer> committed, List<Integer> removed) ->
                committed.stream().filter(id -> !removed.contains(id)).toList();
        };
    }

    /** What a replica is to this ISR. */
    default Membership membershipOf(int id) {
        return switch (this) {
            case Expanding(var _, int added, var _) when added == id -> Membership.JOINING;
            case Shrinking(var _, List<Integer> removed) when removed.contains(id) -> Membership.LEAVING;
            case Settled _, Expanding _, Shrinking _ ->
                committed().contains(id) ? Membership.MEMBER : Membership.OUTSIDE;
        };
    }

    /** Whether a change is under way. */
    default boolean inFlight() {
        return !(this instanceof Settled);
    }
}
