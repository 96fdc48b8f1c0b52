package ordeal.harness.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import ordeal.harness.report.html.Words;
import ordeal.harness.shrink.Candidate;
import ordeal.harness.shrink.Outcome;
import ordeal.harness.shrink.Phase;
import ordeal.harness.shrink.Purpose;
import ordeal.harness.shrink.ShrinkListener;
import ordeal.harness.shrink.ShrinkStep;
import ordeal.harness.shrink.Tally;

/** Shows a search as it goes on, one line for each try and each decision. */
final class ShrinkProgress implements ShrinkListener {
    private final PrintWriter out;

    ShrinkProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void tried(ShrinkStep step) {
        String detail = step.outcome() == Outcome.PASSES || step.reason().isEmpty() ? "" : ": " + step.reason();
        line("[%3d] %-6s %s at %.0f/s, %3d s: %s%s"
                .formatted(
                        step.number(),
                        step.purpose() == Purpose.REPLAY
                                ? "replay"
                                : step.phase().word(),
                        Words.count(step.faults(), "fault"),
                        step.ratePerSecond(),
                        TimeUnit.MILLISECONDS.toSeconds(step.durationMs()),
                        step.outcome().words(),
                        detail));
    }

    @Override
    public void taken(Candidate candidate, Phase phase, Tally tally) {
        line("      taken: %s failed with %s".formatted(tries(tally), words(candidate)));
    }

    @Override
    public void refused(Candidate candidate, Phase phase, Tally tally) {
        line("      refused: %s failed with %s".formatted(tries(tally), words(candidate)));
    }

    @Override
    public void givenBack(Candidate candidate, Tally replays, Candidate best) {
        line("      given back: %s failed with %s, which is too seldom; on from %s"
                .formatted(tries(replays), words(candidate), words(best)));
    }

    private static String tries(Tally tally) {
        return tally.words() + (tally.tries() == 1 ? " try" : " tries");
    }

    /** What a candidate is, in short. */
    static String words(Candidate candidate) {
        return "%s within %.1f s at %.0f/s"
                .formatted(
                        Words.count(candidate.faults(), "fault"),
                        candidate.plan().timeMs() / 1_000.0,
                        candidate.ratePerSecond());
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
