package ordeal.harness.report;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import ordeal.checker.history.Phase;
import ordeal.checker.run.RunDescription;
import ordeal.harness.report.series.Load;
import ordeal.harness.report.series.LoadSecond;
import ordeal.harness.report.series.PhaseLoad;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * {@code latency.hlog}: a HdrHistogram V2 interval log of acknowledged sends in microseconds from their intended time, one interval
 * for each second, tagged with the phase in which the second began.
 */
final class LatencyLog {
    private static final double NANOS_PER_SECOND = 1e9;

    private LatencyLog() {}

    static String of(RunDescription run, Load load) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter writer = new HistogramLogWriter(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        writer.outputComment("[Ordeal " + run.name() + ": latency of acknowledged sends in microseconds]");
        writer.outputLogFormatVersion();
        writer.outputComment(String.format(
                Locale.ROOT,
                "[StartTime: %.3f (seconds since epoch), %s]",
                run.startedEpochMs() / 1000.0,
                Instant.ofEpochMilli(run.startedEpochMs())));
        writer.outputLegend();
        for (LoadSecond second : load.seconds()) {
            if (second.latency().count() > 0) {
                AbstractHistogram interval = second.latencyUs().copy();
                interval.setTag(tag(load, second.second()));
                writer.outputIntervalHistogram(second.second(), second.second() + 1.0, interval, 1000.0);
            }
        }
        writer.close();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String tag(Load load, int second) {
        Phase phase = Phase.WARM_UP;
        for (PhaseLoad candidate : load.phases()) {
            phase = candidate.fromNanos() / NANOS_PER_SECOND <= second ? candidate.phase() : phase;
        }
        return phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
