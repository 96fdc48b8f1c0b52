package ordeal.harness.bench;

import java.nio.file.Path;
import java.util.List;
import ordeal.harness.system.SystemUnderTest;

/**
 * What is compared, and how often.
 *
 * @param systems the first is the baseline of every ratio
 * @param rounds how often each system is started and measured; every second round takes them in reverse order
 * @param heapMb each broker's heap
 * @param loads what is sent
 * @param warmUpSeconds for how long at least every cluster is loaded before anything is measured
 * @param steadyRate records per second at which latency is measured
 * @param steadySeconds for how long, after a warm-up of a third of it
 * @param folder where clusters live and the results go
 */
public record BenchmarkSettings(
        List<SystemUnderTest> systems,
        int rounds,
        int heapMb,
        List<TopicLoad> loads,
        int warmUpSeconds,
        int steadyRate,
        int steadySeconds,
        Path folder) {
    private static final int WARM_UP_SECONDS = 60;
    private static final int STEADY_RATE = 5_000;
    private static final int STEADY_SECONDS = 8;

    public BenchmarkSettings {
        systems = List.copyOf(systems);
        loads = List.copyOf(loads);
    }

    /** Latency at 5,000 records per second. */
    public static BenchmarkSettings standard(
            List<SystemUnderTest> systems, int rounds, int heapMb, List<TopicLoad> loads, Path folder) {
        return new BenchmarkSettings(
                systems, rounds, heapMb, loads, WARM_UP_SECONDS, STEADY_RATE, STEADY_SECONDS, folder);
    }
}
