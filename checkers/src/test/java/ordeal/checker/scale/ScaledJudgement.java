package ordeal.checker.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.Judge;
import ordeal.checker.StandardCheckers;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.VerdictFile;

/**
 * A generated run, judged with the checkers of every run: what it cost and how the verdict differs from what was planted.
 *
 * @param size how large the run was
 * @param verdict the verdict
 * @param judgeNanos how long judging took, without measuring the heap
 * @param peakHeapBytes the most heap that evidence and index together held, see {@link LiveHeap}
 * @param differences sentences on what was planted and not found, or found and not planted; empty when all is as it should be
 */
public record ScaledJudgement(
        RunSize size, RunVerdict verdict, long judgeNanos, long peakHeapBytes, List<String> differences) {
    /** Makes and judges a run. */
    public static ScaledJudgement of(RunSize size) {
        LiveHeap heap = new LiveHeap();
        return of(GeneratedRun.of(size, heap), heap);
    }

    /**
     * Judges a run.
     *
     * @param heap what its history measures
     */
    public static ScaledJudgement of(GeneratedRun run, LiveHeap heap) {
        heap.measure();
        long measuredNanos = heap.measuringNanos();
        long startNanos = System.nanoTime();
        RunVerdict verdict = new Judge(StandardCheckers.all()).judge(run);
        long judgeNanos = System.nanoTime() - startNanos - (heap.measuringNanos() - measuredNanos);
        return new ScaledJudgement(
                run.size(), verdict, judgeNanos, heap.peakBytes(), differences(run.planted(), verdict));
    }

    /** How many bytes of heap there were for each send. */
    public double bytesPerSend() {
        return (double) peakHeapBytes / size.sends();
    }

    /**
     * Judges a run, and exits with 0 when exactly what was planted is found.
     *
     * @param args number of sends, seed, and optionally a file for the verdict
     */
    public static void main(String[] args) throws IOException {
        ScaledJudgement judgement = of(RunSize.of(Long.parseLong(args[1]), Long.parseLong(args[0])));
        System.out.println(judgement.describe());
        if (args.length > 2) {
            VerdictFile.write(Path.of(args[2]), judgement.verdict());
        }
        System.exit(judgement.differences().isEmpty() ? 0 : 1);
    }

    /** What a person wants to know of it. */
    public String describe() {
        double seconds = judgeNanos / 1e9;
        String cost = String.format(
                Locale.ROOT,
                "%,d sends, seed %d: judged in %.1f s (%,.0f sends a second), peak heap %,d MiB (%.1f bytes a send)",
                size.sends(),
                size.seed(),
                seconds,
                size.sends() / seconds,
                peakHeapBytes >> 20,
                bytesPerSend());
        return differences.isEmpty()
                ? cost + "; exactly what was planted was found"
                : cost + "\n" + String.join("\n", differences);
    }

    /** Sentences on what was planted and not found, or found and not planted. */
    static List<String> differences(List<Planting.Planted> planted, RunVerdict verdict) {
        List<String> differences = new ArrayList<>();
        Map<String, Long> expected = new TreeMap<>();
        for (Planting.Planted one : planted) {
            for (String found : one.kind().found()) {
                expected.merge(found, 1L, Long::sum);
                if (verdict.results().stream().noneMatch(result -> tells(result, found, one))) {
                    differences.add("planted and not found: " + one + " as " + found);
                }
            }
        }
        Map<String, Long> counted = new TreeMap<>();
        for (CheckResult result : verdict.results()) {
            for (Anomaly anomaly : result.anomalies()) {
                counted.put(
                        result.checker() + "/" + anomaly.type(), result.counts().getOrDefault(anomaly.type(), 0L));
                if (!expected.containsKey(result.checker() + "/" + anomaly.type())) {
                    differences.add("found and not planted: " + result.checker() + ": " + anomaly);
                }
            }
        }
        if (!counted.equals(expected)) {
            differences.add("planted " + expected + ", found " + counted);
        }
        return differences;
    }

    private static boolean tells(CheckResult result, String found, Planting.Planted planted) {
        return result.anomalies().stream()
                .filter(anomaly -> found.equals(result.checker() + "/" + anomaly.type()))
                .filter(anomaly ->
                        anomaly.partition() != null && anomaly.partition().index() == planted.partition())
                .anyMatch(anomaly -> anomaly.summary().matches("(?s).*\\b" + planted.offset() + "\\b.*"));
    }
}
