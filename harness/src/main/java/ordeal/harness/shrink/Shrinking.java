package ordeal.harness.shrink;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ordeal.nemesis.plan.ClusterShape;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.plan.Tightening;

/**
 * The search: fewer faults, then a shorter plan, then a lower rate, and in the end the replays. A smaller candidate is taken when it meets
 * the threshold of the search. When what was found in the end misses the threshold of the replays, the search has been lucky: that candidate
 * counts as refused, and the search goes on from the one before.
 *
 * <p>Given the outcomes of all tries, what is tried next is always the same, so a search that was interrupted goes on by being told again what
 * it has seen. Single-threaded, for one search.
 */
public final class Shrinking {
    private final Candidate original;
    private final ClusterShape shape;
    private final Threshold search;
    private final Threshold replay;
    private final CandidateRunner runner;
    private final ShrinkListener listener;
    private final Deque<Taken> taken = new ArrayDeque<>();
    private final Set<Candidate> refused = new HashSet<>();

    /** A candidate that failed often enough, and what was being made smaller when it was found. */
    private record Taken(Candidate candidate, Phase phase) {}

    /**
     * Nothing has been tried yet.
     *
     * @param original what failed once; it is not tried before the end
     * @param search what a smaller candidate must meet
     * @param replay what the last one must meet
     */
    public Shrinking(
            Candidate original,
            ClusterShape shape,
            Threshold search,
            Threshold replay,
            CandidateRunner runner,
            ShrinkListener listener) {
        this.original = original;
        this.shape = shape;
        this.search = search;
        this.replay = replay;
        this.runner = runner;
        this.listener = listener;
        taken.push(new Taken(original, Phase.FAULTS));
    }

    /** Searches until nothing smaller is left to try. */
    public Shrunk run() throws IOException, InterruptedException, ShrinkException {
        Phase from = Phase.FAULTS;
        while (true) {
            for (Phase phase : Phase.values()) {
                if (phase.compareTo(from) >= 0) {
                    makeSmaller(phase);
                }
            }
            Tally replays = replay(best());
            if (replay.isMet(replays) || taken.size() == 1) {
                return new Shrunk(original, best(), replays, replay.isMet(replays));
            }
            Taken lucky = taken.pop();
            refused.add(lucky.candidate());
            from = lucky.phase();
            listener.givenBack(lucky.candidate(), replays, best());
        }
    }

    private Candidate best() {
        return taken.getFirst().candidate();
    }

    private void makeSmaller(Phase phase) throws IOException, InterruptedException, ShrinkException {
        switch (phase) {
            case FAULTS -> leaveOutFaults();
            case LENGTH -> {
                tighten();
                halve(phase, Halving::ofLength);
            }
            case RATE -> {
                halve(phase, Halving::ofRateTwice);
                halve(phase, Halving::ofRate);
            }
        }
    }

    private void leaveOutFaults() throws IOException, InterruptedException, ShrinkException {
        Plan whole = original.plan();
        Set<String> labels = Set.copyOf(best().labels());
        List<Step> steps = whole.steps().stream()
                .filter(step -> labels.contains(step.label()))
                .toList();
        var _ = new DeltaDebugging(
                        new Dependencies(whole),
                        fewer -> isTaken(
                                new Candidate(Tightening.of(whole.withSteps(fewer), shape), original.ratePerSecond()),
                                Phase.FAULTS))
                .minimize(steps);
    }

    /** A plan that has lost steps is as tight as it can be; the original, if nothing can be left out of it, need not be. */
    private void tighten() throws IOException, InterruptedException, ShrinkException {
        Candidate tight = tightened(best());
        if (!tight.equals(best())) {
            var _ = isTaken(tight, Phase.LENGTH);
        }
    }

    private Candidate tightened(Candidate candidate) {
        return new Candidate(Tightening.of(candidate.plan(), shape), candidate.ratePerSecond());
    }

    private void halve(Phase phase, Halved halved) throws IOException, InterruptedException, ShrinkException {
        Optional<Candidate> smaller = halved.of(best());
        while (smaller.isPresent() && isTaken(smaller.get(), phase)) {
            smaller = halved.of(smaller.get());
        }
    }

    /** Half of a candidate, if that is worth a run. */
    @FunctionalInterface
    private interface Halved {
        Optional<Candidate> of(Candidate candidate);
    }

    private boolean isTaken(Candidate candidate, Phase phase)
            throws IOException, InterruptedException, ShrinkException {
        if (refused.contains(candidate)) {
            return false;
        }
        Tally tally = Tally.NONE;
        while (!search.isMet(tally) && !search.isMissed(tally)) {
            tally = tally.plus(runner.run(candidate, phase, Purpose.SEARCH) == Outcome.FAILS);
        }
        if (search.isMet(tally)) {
            taken.push(new Taken(candidate, phase));
            listener.taken(candidate, phase, tally);
            return true;
        }
        refused.add(candidate);
        listener.refused(candidate, phase, tally);
        return false;
    }

    /** All replays, so that the number says something; fewer when too few can fail. The original is replayed to the end: nothing is left but it. */
    private Tally replay(Candidate candidate) throws IOException, InterruptedException, ShrinkException {
        Phase phase = taken.getFirst().phase();
        boolean isLast = taken.size() == 1;
        Tally tally = Tally.NONE;
        while (!replay.isUsedUp(tally) && (isLast || !replay.isMissed(tally))) {
            tally = tally.plus(runner.run(candidate, phase, Purpose.REPLAY) == Outcome.FAILS);
        }
        return tally;
    }
}
