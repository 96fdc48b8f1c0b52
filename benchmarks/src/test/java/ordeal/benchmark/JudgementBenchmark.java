package ordeal.benchmark;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import ordeal.checker.scale.RunSize;
import ordeal.checker.scale.ScaledJudgement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What it costs to judge a run, by the number of its sends, with the heap and the collector of the launcher. JMH's own score is the time
 * of making and judging a run. The table has the time of judging alone, without the collections by which the heap is measured; the
 * history is generated anew at each of the checkers' readings, and that is part of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseParallelGC"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class JudgementBenchmark {
    private static final long SEED = 42;
    private static final long WARM_UP_SENDS = 200_000;
    private static final int POLLS_PER_SEND = 2;

    /** How many records were sent. */
    @Param({"1000000", "10000000", "50000000"})
    public long sends;

    /** What was counted beside the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Counted {
        /** Peak of the heap after a collection, in hundredths of a byte for each send. */
        public long heapCentibytesPerSend;
        /** Milliseconds of judging, without the collections that measure the heap. */
        public long judgeMs;
    }

    /** Warms the checkers up on a small run. */
    @Setup(Level.Trial)
    public void warmUp() {
        var _ = judged(WARM_UP_SENDS);
    }

    /** One run, made and judged by all checkers. */
    @Benchmark
    public ScaledJudgement judge(Counted counted) {
        ScaledJudgement judgement = judged(sends);
        counted.heapCentibytesPerSend = Math.round(100 * judgement.bytesPerSend());
        counted.judgeMs = TimeUnit.NANOSECONDS.toMillis(judgement.judgeNanos());
        return judgement;
    }

    private static ScaledJudgement judged(long sends) {
        ScaledJudgement judgement = ScaledJudgement.of(RunSize.of(SEED, sends));
        if (!judgement.differences().isEmpty()) {
            throw new IllegalStateException(judgement.describe());
        }
        return judgement;
    }

    /** Runs the benchmark, for all sizes or for those in the system property {@code ordeal.sends}, and prints a table. */
    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void run() throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(JudgementBenchmark.class.getName()).shouldFailOnError(true);
        String asked = System.getProperty("ordeal.sends");
        if (asked != null) {
            options.param("sends", asked.split(","));
        }
        StringBuilder table = new StringBuilder(
                "| sends | polled records | seconds | sends a second | heap bytes a send | peak heap MiB |\n|---|---|---|---|---|---|\n");
        for (RunResult result : new Runner(options.build()).run()) {
            table.append(row(result));
        }
        System.out.println(table);
    }

    private static String row(RunResult result) {
        long sends = Long.parseLong(result.getParams().getParam("sends"));
        double seconds = counted(result, "judgeMs") / 1000;
        double bytes = counted(result, "heapCentibytesPerSend") / 100;
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %.1f | %,.0f | %.1f | %.0f |%n",
                sends,
                POLLS_PER_SEND * sends,
                seconds,
                sends / seconds,
                bytes,
                bytes * sends / (1 << 20));
    }

    private static double counted(RunResult result, String name) {
        return Objects.requireNonNull(result.getSecondaryResults().get(name), name)
                .getScore();
    }
}
