package ordeal.harness.report.chart;

import java.util.List;
import ordeal.harness.report.series.Lane;
import ordeal.harness.report.series.Load;
import ordeal.harness.report.series.TimeRange;

/**
 * What the charts are drawn from.
 *
 * @param load what the clients did
 * @param faults the faults that took hold, in the order of their ids
 * @param lanes controller and leaders; empty when ZooKeeper's log is missing
 */
public record ChartData(Load load, List<FaultSpan> faults, List<Lane> lanes) {
    public ChartData {
        faults = List.copyOf(faults);
        lanes = List.copyOf(lanes);
    }

    TimeRange shown() {
        return load.shown();
    }
}
