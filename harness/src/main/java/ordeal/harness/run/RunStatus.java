package ordeal.harness.run;

import java.util.List;
import ordeal.checker.history.Phase;
import ordeal.nemesis.port.ClusterState;

/**
 * How a run stands.
 *
 * @param elapsedMs since the run's start
 * @param acknowledged sends acknowledged so far
 * @param failed sends that definitely failed
 * @param indeterminate sends whose fate is not known
 * @param polled records polled by live consumers
 * @param injectedFaults faults that have taken hold so far
 * @param currentFaults the faults that hold now, in words
 */
public record RunStatus(
        Phase phase,
        long elapsedMs,
        long acknowledged,
        long failed,
        long indeterminate,
        long polled,
        int injectedFaults,
        List<String> currentFaults,
        ClusterState cluster) {
    public RunStatus {
        currentFaults = List.copyOf(currentFaults);
    }
}
