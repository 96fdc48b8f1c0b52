package ordeal.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import ordeal.checker.RecordedRun;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;
import ordeal.harness.report.RunReport;
import ordeal.harness.report.context.KnownBugs;

/** Judges a run folder and says what came of it. */
final class Judging {
    private static final int SHOWN_ANOMALIES = 3;
    /** Kept only where a fault took data from a disk. */
    private static final String BEFORE_DATA_LOSS = "acknowledged-in-the-second-before-data-loss";
    /** What a verdict rests on, by the name of the count; all of it is read from evidence, none from the plan. */
    private static final Map<String, String> FIGURES = figures();

    private Judging() {}

    /**
     * Judges, writes verdict and report into the folder, and prints the verdict in words. Whatever ends it before they are written
     * leaves nothing of an earlier judgement.
     *
     * @throws IOException when the folder has no readable {@code run.json}, and then keeps what it had; or a file cannot be written
     */
    static Verdict judge(RunFolder folder, PrintWriter out) throws IOException {
        RunDescription run = folder.readRun();
        Files.deleteIfExists(folder.verdictFile());
        RunReport.remove(folder);
        RecordedRun judged = RecordedRun.judge(folder);
        print(judged.verdict(), out);
        KnownBugs.in(folder, run)
                .forEach(sighting -> out.println(sighting.sentence(run.system().name())));
        report(folder, judged, out);
        return judged.verdict().verdict();
    }

    /** A report that cannot be written takes nothing from the verdict. */
    private static void report(RunFolder folder, RecordedRun judged, PrintWriter out) {
        try {
            RunReport.write(folder, judged).forEach(out::println);
            out.println("report: " + folder.root().resolve("report.html"));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            out.println("the report could not be written: " + e);
        }
    }

    private static void print(RunVerdict run, PrintWriter out) {
        out.println();
        for (Map.Entry<Promise, Verdict> promise : run.promises().entrySet()) {
            out.println("  %-15s %s".formatted(words(promise.getKey()), sentence(promise.getValue())));
        }
        out.println("  the evidence shows "
                + FIGURES.entrySet().stream()
                        .filter(figure -> !figure.getKey().equals(BEFORE_DATA_LOSS) || count(run, BEFORE_DATA_LOSS) > 0)
                        .map(figure -> "%,d %s".formatted(count(run, figure.getKey()), figure.getValue()))
                        .collect(Collectors.joining(", ")));
        for (CheckResult result : run.results()) {
            result.anomalies().stream().limit(SHOWN_ANOMALIES).forEach(anomaly -> print(result, anomaly, out));
        }
        run.counts().forEach((name, number) -> out.println("  " + name + ": " + number));
        run.notJudged().forEach(text -> out.println("  not judged: " + text));
        out.println();
        out.println("verdict: " + sentence(run.verdict()));
    }

    private static Map<String, String> figures() {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("acknowledged-sends", "acknowledged sends");
        figures.put("polled-records", "polled records");
        figures.put("faults-injected", "faults with receipts");
        figures.put("leader-changes", "leader changes");
        figures.put("isr-shrinks", "ISR shrinks");
        figures.put("isr-expansions", "ISR expansions");
        figures.put("controller-changes", "controller changes");
        figures.put("segment-rolls", "segment rolls");
        figures.put(BEFORE_DATA_LOSS, "acknowledged sends in the last second before a loss of data");
        return figures;
    }

    /** A count that one checker or another keeps; several that keep it agree. */
    private static long count(RunVerdict run, String name) {
        return run.results().stream()
                .mapToLong(result -> result.counts().getOrDefault(name, 0L))
                .max()
                .orElse(0);
    }

    private static void print(CheckResult result, Anomaly anomaly, PrintWriter out) {
        out.println("  " + result.checker() + ": " + anomaly.type()
                + (anomaly.permittedCause() == null ? "" : " (permitted: " + anomaly.permittedCause() + ")") + ": "
                + anomaly.summary());
        if (anomaly.permittedCause() == null) {
            anomaly.witness().forEach(witness -> out.println("      " + witness.source() + ": " + witness.text()));
        }
    }

    private static String sentence(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Valid _ -> "valid";
            case Verdict.Unknown(String reason) -> "unknown: " + reason;
            case Verdict.Invalid(String reason) -> "invalid: " + reason;
        };
    }

    private static String words(Promise promise) {
        return switch (promise) {
            case ASSUMPTIONS -> "assumptions";
            case ONE_CONTROLLER -> "one controller";
            case DURABILITY -> "durability";
            case ISR -> "ISR";
            case RECOVERY -> "recovery";
        };
    }
}
