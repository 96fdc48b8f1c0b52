package ordeal.harness.report.series;

import java.util.List;

/**
 * One row of the lane chart.
 *
 * @param name the controller, or a partition
 * @param holders who was controller, or led: a gap is a time when nobody did
 * @param missing replicas that were out of the ISR, and when
 */
public record Lane(String name, List<LaneSpan> holders, List<LaneSpan> missing) {
    public Lane {
        holders = List.copyOf(holders);
        missing = List.copyOf(missing);
    }
}
