package ordeal.harness.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import ordeal.harness.cluster.PlantableBugs;
import ordeal.harness.system.PlantableBug;
import ordeal.harness.system.Systems;
import ordeal.nemesis.plan.shipped.BugPlans;
import ordeal.nemesis.plan.shipped.DirectedPlan;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ordeal bugs}: what can be broken on purpose. */
@Command(
        name = "bugs",
        mixinStandardHelpOptions = true,
        subcommands = BugsVerifyCommand.class,
        description = {
            "Lists the bugs that can be planted in the reference broker: where Kafka had them, what is broken, the types of",
            "anomalies that prove it (each alone does), and the faults that provoke it."
        },
        footer = {
            "",
            "One of them in a run: ordeal run --bug NAME. Its faults without it: ordeal run --plan-of NAME.",
            "How often each is found, and how often something is found without it: ordeal bugs verify."
        })
final class BugsCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<PlantableBug> bugs = PlantableBugs.of(Systems.named("reference").orElseThrow());
        PrintWriter out = spec.commandLine().getOut();
        for (PlantableBug bug : bugs) {
            out.println(bug.name() + (bug.kafkaIds().isEmpty() ? "" : " (" + String.join(", ", bug.kafkaIds()) + ")"));
            out.println("    broken   " + bug.broken());
            out.println("    proof    " + String.join(", ", bug.anomalies()));
            out.println("    plan     "
                    + BugPlans.named(bug.name()).map(DirectedPlan::description).orElse("none"));
        }
        return ExitCode.OK;
    }
}
