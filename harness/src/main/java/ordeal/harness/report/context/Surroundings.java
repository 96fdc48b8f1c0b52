package ordeal.harness.report.context;

import java.util.List;
import ordeal.harness.report.series.ClusterEvent;

/**
 * What happened around an anomaly's witnesses.
 *
 * @param events what ZooKeeper's log tells, in order
 * @param lines what brokers logged, in the order of their clocks
 * @param moreEvents events left out
 * @param moreLines log lines left out
 */
public record Surroundings(List<ClusterEvent> events, List<LogLine> lines, long moreEvents, long moreLines) {
    public Surroundings {
        events = List.copyOf(events);
        lines = List.copyOf(lines);
    }
}
