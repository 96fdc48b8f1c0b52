package ordeal.harness.shrink;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a search says. */
final class Heard implements ShrinkListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void tried(ShrinkStep step) {
        lines.add("tried " + step.number());
    }

    @Override
    public void taken(Candidate candidate, Phase phase, Tally tally) {
        lines.add("taken by %s: %s, %s".formatted(phase.word(), candidate.labels(), tally.words()));
    }

    @Override
    public void refused(Candidate candidate, Phase phase, Tally tally) {
        lines.add("refused by %s: %s, %s".formatted(phase.word(), candidate.labels(), tally.words()));
    }

    @Override
    public void givenBack(Candidate candidate, Tally replays, Candidate best) {
        lines.add("given back: %s, %s; on from %s".formatted(candidate.labels(), replays.words(), best.labels()));
    }

    List<String> lines() {
        return lines;
    }
}
