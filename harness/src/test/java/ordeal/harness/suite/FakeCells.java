package ordeal.harness.suite;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import ordeal.harness.child.Finding;

/** Cells that come to what a test says, without processes. Time is a number. */
public final class FakeCells implements CellRunner {
    private final Deque<Object> outcomes = new ArrayDeque<>();
    private final List<String> begun = new ArrayList<>();
    private final long eachMs;
    private long nowMs = 1_000;

    /** Cells of which each takes so long. */
    public FakeCells(long eachMs) {
        this.eachMs = eachMs;
    }

    /** The next cell is judged valid. */
    public FakeCells valid() {
        outcomes.add(new Finding(Finding.Word.VALID, "", List.of(), List.of(), ""));
        return this;
    }

    /** The next cell is judged invalid. */
    public FakeCells invalid(String anomaly) {
        outcomes.add(new Finding(
                Finding.Word.INVALID, "1 " + anomaly, List.of(anomaly), List.of(), anomaly + ": record 7 is gone"));
        return this;
    }

    /** The next cell cannot be judged. */
    public FakeCells unknown(String reason) {
        outcomes.add(new Finding(Finding.Word.UNKNOWN, reason, List.of(), List.of(), ""));
        return this;
    }

    /** The next cell breaks. */
    public FakeCells breaks(String reason) {
        outcomes.add(reason);
        return this;
    }

    /** While the next cell runs the suite is told to end. */
    public FakeCells interrupted() {
        outcomes.add(new InterruptedException("told to end"));
        return this;
    }

    /** What has begun, as cell and attempt. */
    public List<String> begun() {
        return begun;
    }

    /** Now. */
    public long nowMs() {
        return nowMs;
    }

    @Override
    public Attempt run(CellState cell, int number, int attempt, long boundMs) throws IOException, InterruptedException {
        begun.add(cell.id() + "#" + attempt);
        nowMs += eachMs;
        Object outcome = outcomes.remove();
        return switch (outcome) {
            case Finding finding -> new Attempt(nowMs, eachMs, "logs/" + number + ".log", null, finding, null);
            case InterruptedException e -> throw e;
            default -> new Attempt(nowMs, eachMs, "logs/" + number + ".log", null, null, outcome.toString());
        };
    }
}
