package ordeal.broker.rules;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ordeal.broker.coordination.PartitionState;

/** Whether the controller grants a leader another ISR (KIP-497, KIP-704, KIP-841). The checks have an order, and the first that fails decides. */
public final class AlterPartitionCheck {
    /** Stands for: any registration of that broker. */
    public static final long ANY_EPOCH = -1;

    private AlterPartitionCheck() {}

    /**
     * What a leader asks for.
     *
     * @param sender the broker that asks
     * @param isr the ISR it wants
     * @param isrEpochs the broker epochs of the ISR's members that it saw; {@link #ANY_EPOCH} or absent for any
     * @param recovering whether it still has to recover from its unclean election
     */
    public record Proposal(
            int sender,
            int leaderEpoch,
            int partitionEpoch,
            List<Integer> isr,
            Map<Integer, Long> isrEpochs,
            boolean recovering) {
        public Proposal {
            isr = List.copyOf(isr);
            isrEpochs = Collections.unmodifiableSortedMap(new TreeMap<>(isrEpochs)); // its text goes into the journal
        }
    }

    /** The answer, named after Kafka's error codes where it is a refusal. */
    public enum Verdict {
        /** To be written. */
        ACCEPT,
        /** Exactly this is in force: success without a write. */
        ALREADY_IN_FORCE,
        /** The sender knows more than this controller: there must be a newer one. */
        NOT_CONTROLLER,
        /** The sender's term as leader is over. */
        FENCED_LEADER_EPOCH,
        /** The sender has missed a change of the state. */
        INVALID_UPDATE_VERSION,
        /** Never to be asked for. */
        INVALID_REQUEST,
        /** A member of the wanted ISR is not registered, is shutting down or has restarted. */
        INELIGIBLE_REPLICA
    }

    /**
     * Checks a proposal.
     *
     * @param state what is in force
     * @param online the broker epochs of the brokers that are registered and not shutting down
     */
    public static Verdict check(
            Proposal proposal, PartitionState state, List<Integer> assignment, Map<Integer, Long> online) {
        Verdict current = current(proposal, state);
        return current == Verdict.ACCEPT ? admissible(proposal, state, assignment, online) : current;
    }

    /** Whether a proposal comes from the leader in force and builds on the state in force; ACCEPT when it does. */
    private static Verdict current(Proposal proposal, PartitionState state) {
        if (proposal.partitionEpoch() > state.partitionEpoch() || proposal.leaderEpoch() > state.leaderEpoch()) {
            return Verdict.NOT_CONTROLLER;
        }
        if (proposal.leaderEpoch() < state.leaderEpoch()) {
            return Verdict.FENCED_LEADER_EPOCH;
        }
        if (proposal.sender() != state.leader()) {
            return Verdict.INVALID_REQUEST;
        }
        if (inForce(proposal, state)) {
            return Verdict.ALREADY_IN_FORCE;
        }
        if (proposal.partitionEpoch() < state.partitionEpoch()) {
            return Verdict.INVALID_UPDATE_VERSION;
        }
        return Verdict.ACCEPT;
    }

    /** Whether the ISR that a proposal asks for may be, whoever asks and whatever the proposal builds on. */
    public static Verdict admissible(
            Proposal proposal, PartitionState state, List<Integer> assignment, Map<Integer, Long> online) {
        if (!wellFormed(proposal, assignment) || !recoveryAllowed(proposal, state)) {
            return Verdict.INVALID_REQUEST;
        }
        return proposal.isr().stream().allMatch(id -> eligible(id, proposal, online))
                ? Verdict.ACCEPT
                : Verdict.INELIGIBLE_REPLICA;
    }

    private static boolean inForce(Proposal proposal, PartitionState state) {
        return Set.copyOf(proposal.isr()).equals(Set.copyOf(state.isr()))
                && proposal.isr().size() == state.isr().size()
                && proposal.recovering() == state.recovering();
    }

    private static boolean wellFormed(Proposal proposal, List<Integer> assignment) {
        Set<Integer> members = new HashSet<>(proposal.isr());
        return members.size() == proposal.isr().size()
                && members.contains(proposal.sender())
                && assignment.containsAll(members);
    }

    /** A leader that recovers is alone, and one that has recovered never has to again in the same term. */
    private static boolean recoveryAllowed(Proposal proposal, PartitionState state) {
        return !proposal.recovering() || (proposal.isr().size() == 1 && state.recovering());
    }

    private static boolean eligible(int id, Proposal proposal, Map<Integer, Long> online) {
        long wanted = proposal.isrEpochs().getOrDefault(id, ANY_EPOCH);
        Long registered = online.get(id);
        return registered != null && (wanted == ANY_EPOCH || wanted == registered);
    }
}
