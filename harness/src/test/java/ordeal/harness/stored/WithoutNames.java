package ordeal.harness.stored;

import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.run.RunDescription;
import ordeal.checker.run.RunDescription.Cluster;
import ordeal.checker.run.RunDescription.FaultSettings;
import ordeal.harness.system.SystemUnderTest;

/** A run's description with everything taken out that names the planted bug or the plan that provokes it. */
final class WithoutNames {
    private final String bugProperty;

    /** For runs of a system that can be given bugs. */
    WithoutNames(SystemUnderTest system) {
        this.bugProperty = system.bugProperty().orElseThrow();
    }

    /** The same run, of which nobody can tell by its names what is wrong with it. */
    RunDescription of(RunDescription run) {
        Cluster cluster = run.cluster();
        Map<String, String> brokerProperties = new TreeMap<>(cluster.brokerProperties());
        brokerProperties.remove(bugProperty);
        FaultSettings faults = run.faults();
        return new RunDescription(
                run.formatVersion(),
                "nameless",
                "",
                run.seed(),
                run.startedEpochMs(),
                run.system(),
                run.environment(),
                new Cluster(
                        cluster.deployment(),
                        cluster.brokers(),
                        cluster.zookeepers(),
                        cluster.chroot(),
                        cluster.sessionTimeoutMs(),
                        cluster.replicaLagTimeMaxMs(),
                        brokerProperties),
                run.topics(),
                run.workload(),
                new FaultSettings("", faults.warmUpMs(), faults.timeMs(), faults.budget(), faults.schedule()),
                run.recoveryBoundMs(),
                run.floors());
    }
}
