package ordeal.harness.report.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.Phase;
import ordeal.checker.history.Value;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/** Reads a history once. Memory is bounded by its length in seconds and by the sends in flight. */
public final class LoadSurvey {
    private static final int OK_POINTS = 2_000;
    private static final int OTHER_POINTS = 600;
    private static final int SLOWEST_POINTS = 300;
    private static final int DIGITS = 3;
    private static final long NANOS_PER_US = 1_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Map<Value, Long> inFlight = new HashMap<>();
    private final TreeMap<Integer, Tally> tallies = new TreeMap<>();
    private final Map<SendEnd, EvenSample<SendPoint>> samples = new EnumMap<>(SendEnd.class);
    private final TreeMap<Phase, Long> phaseStarts = new TreeMap<>();
    private final Map<Phase, Tally> phaseTallies = new EnumMap<>(Phase.class);
    private long endNanos;

    private LoadSurvey() {}

    /** The load that a history tells of. */
    public static Load of(HistorySource source) {
        LoadSurvey survey = new LoadSurvey();
        source.forEach(survey::add);
        return survey.load();
    }

    private void add(HistoryEvent event) {
        endNanos = Math.max(endNanos, event.atNanos());
        switch (event) {
            case HistoryEvent.SendInvoked e -> {
                inFlight.put(new Value(e.producer(), e.partition(), e.sequence()), e.intendedNanos());
                tally(e.intendedNanos()).offered++;
                phaseTally(e.intendedNanos()).offered++;
            }
            case HistoryEvent.SendCompleted e -> {
                Long intended = inFlight.remove(new Value(e.producer(), e.partition(), e.sequence()));
                if (intended != null) {
                    ended(new SendPoint(intended, e.completedNanos() - intended, SendEnd.of(e.outcome())));
                }
            }
            case HistoryEvent.Polled e ->
                tally(e.completedNanos()).polled += e.foreign().size()
                        + e.runs().stream()
                                .mapToLong(HistoryEvent.ValueRun::count)
                                .sum();
            case HistoryEvent.PhaseStarted e -> phaseStarts.put(e.phase(), e.nanos());
            case HistoryEvent.ConsumerPositioned _,
                    HistoryEvent.PollFailed _,
                    HistoryEvent.EndOffsetSampled _,
                    HistoryEvent.FinalReadEnded _,
                    HistoryEvent.HarnessStalled _ -> {}
        }
    }

    private static EvenSample<SendPoint> sample(SendEnd end) {
        return new EvenSample<>(end == SendEnd.OK ? OK_POINTS : OTHER_POINTS);
    }

    private void ended(SendPoint point) {
        Tally tally = tally(point.intendedNanos());
        tally.ends.merge(point.end(), 1L, Long::sum);
        samples.computeIfAbsent(point.end(), LoadSurvey::sample).add(point);
        if (point.end() == SendEnd.OK) {
            long latencyUs = Math.max(0, point.latencyNanos() / NANOS_PER_US);
            tally.latencyUs.recordValue(latencyUs);
            phaseTally(point.intendedNanos()).latencyUs.recordValue(latencyUs);
            if (tally.slowest == null || point.latencyNanos() > tally.slowest.latencyNanos()) {
                tally.slowest = point;
            }
        }
    }

    private Tally tally(long nanos) {
        return tallies.computeIfAbsent((int) (Math.max(0, nanos) / NANOS_PER_SECOND), _ -> new Tally());
    }

    private Tally phaseTally(long nanos) {
        Phase phase = Phase.WARM_UP;
        for (Map.Entry<Phase, Long> start : phaseStarts.entrySet()) {
            phase = start.getValue() <= nanos ? start.getKey() : phase;
        }
        return phaseTallies.computeIfAbsent(phase, _ -> new Tally());
    }

    private Load load() {
        inFlight.entrySet().stream()
                .sorted(Map.Entry.<Value, Long>comparingByValue()
                        .thenComparingLong(entry -> entry.getKey().pack()))
                .forEach(entry -> ended(new SendPoint(entry.getValue(), endNanos - entry.getValue(), SendEnd.OPEN)));
        List<LoadSecond> seconds = new ArrayList<>();
        int last = (int) (endNanos / NANOS_PER_SECOND);
        for (int second = 0; second <= last; second++) {
            seconds.add(tallies.getOrDefault(second, new Tally()).toSecond(second));
        }
        long sends = samples.values().stream().mapToLong(EvenSample::seen).sum();
        return new Load(seconds, phases(), points(), sends, endNanos);
    }

    /** The even sample, and the slowest acknowledged send of every short stretch, so that no outlier is hidden. */
    private List<SendPoint> points() {
        Set<SendPoint> points = new LinkedHashSet<>();
        samples.values().forEach(sample -> points.addAll(sample.items()));
        int stretch = (int) (endNanos / NANOS_PER_SECOND / SLOWEST_POINTS) + 1;
        TreeMap<Integer, SendPoint> slowest = new TreeMap<>();
        tallies.forEach((second, tally) -> {
            if (tally.slowest != null) {
                slowest.merge(second / stretch, tally.slowest, (a, b) -> b.latencyNanos() > a.latencyNanos() ? b : a);
            }
        });
        points.addAll(slowest.values());
        return points.stream()
                .sorted(Comparator.comparing(SendPoint::end)
                        .thenComparingLong(SendPoint::intendedNanos)
                        .thenComparingLong(SendPoint::latencyNanos))
                .toList();
    }

    private List<PhaseLoad> phases() {
        List<PhaseLoad> phases = new ArrayList<>();
        phaseStarts.forEach((phase, from) -> {
            Map.Entry<Phase, Long> next = phaseStarts.higherEntry(phase);
            Tally tally = phaseTallies.getOrDefault(phase, new Tally());
            phases.add(new PhaseLoad(
                    phase,
                    from,
                    next == null ? Math.max(from, endNanos) : next.getValue(),
                    tally.offered,
                    LatencySummary.of(tally.latencyUs)));
        });
        return phases;
    }

    /** What is counted of one stretch. */
    private static final class Tally {
        private final Map<SendEnd, Long> ends = new EnumMap<>(SendEnd.class);
        private final PackedHistogram latencyUs = new PackedHistogram(DIGITS);
        private long offered;
        private long polled;
        private @Nullable SendPoint slowest;

        LoadSecond toSecond(int second) {
            return new LoadSecond(
                    second,
                    offered,
                    ends.getOrDefault(SendEnd.OK, 0L),
                    ends.getOrDefault(SendEnd.FAIL, 0L),
                    ends.getOrDefault(SendEnd.INFO, 0L),
                    ends.getOrDefault(SendEnd.OPEN, 0L),
                    polled,
                    LatencySummary.of(latencyUs),
                    latencyUs);
        }
    }
}
