package ordeal.harness.report.series;

import java.util.List;
import java.util.Optional;
import ordeal.checker.history.Phase;

/**
 * What the clients did, by second and by phase.
 *
 * @param seconds every second from 0 to the last one with an event
 * @param phases the phases in their order
 * @param points a sample of the sends, in order of completion
 * @param sends how many sends the sample was taken from
 * @param endNanos the last moment in the history
 */
public record Load(
        List<LoadSecond> seconds, List<PhaseLoad> phases, List<SendPoint> points, long sends, long endNanos) {
    public Load {
        seconds = List.copyOf(seconds);
        phases = List.copyOf(phases);
        points = List.copyOf(points);
    }

    /** When a phase began; empty when it never did. */
    public Optional<PhaseLoad> phase(Phase phase) {
        return phases.stream().filter(load -> load.phase() == phase).findFirst();
    }

    /** The stretch that charts show: from the warm-up to the collection of evidence, as far as the history tells. */
    public TimeRange shown() {
        long from = phase(Phase.WARM_UP).map(PhaseLoad::fromNanos).orElse(0L);
        long to = phase(Phase.COLLECTION).map(PhaseLoad::fromNanos).orElse(endNanos);
        return new TimeRange(from, Math.max(to, from + 1));
    }
}
