package ordeal.harness.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.nemesis.plan.Timetable;
import ordeal.nemesis.plan.shipped.Overrides;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ordeal plan}: what a seed would do. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "Prints the timetable of faults that 'ordeal run' follows with the same options. Nothing is started.")
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private PlanOptions plan;

    @Mixin
    private ClusterOptions cluster;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws ClusterException {
        Map<String, String> broker = plan.overrides().map(Overrides::broker).orElse(Map.of());
        ClusterPlan clusterPlan = cluster.plan(2, plan.seed(), broker);
        Timetable.render(plan.plan(clusterPlan, cluster.deployment()))
                .forEach(spec.commandLine().getOut()::println);
        return ExitCode.OK;
    }
}
