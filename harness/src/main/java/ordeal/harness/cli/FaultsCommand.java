package ordeal.harness.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.Deployment;
import ordeal.nemesis.fault.FaultCatalog;
import ordeal.nemesis.port.Availability;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ordeal faults}: what can be injected here. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description =
                "Lists every kind of fault, what it needs, whether it can be injected here and now, and if not, why.")
final class FaultsCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws ClusterException {
        Deployment deployment = cluster.deployment();
        PrintWriter out = spec.commandLine().getOut();
        for (FaultCatalog.Entry entry : FaultCatalog.of(deployment::availability)) {
            out.println("%-20s %s".formatted(entry.kind().kebab(), entry.kind().description()));
            if (entry.availability() instanceof Availability.Unavailable(String reason)) {
                out.println("%-20s not available here: %s".formatted("", reason));
            }
        }
        return ExitCode.OK;
    }
}
