package ordeal.harness.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import ordeal.harness.cluster.local.LocalCapabilities;
import ordeal.nemesis.fault.FaultCatalog;
import ordeal.nemesis.port.Availability;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ordeal faults}: what can be injected here. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description =
                "Lists every kind of fault, whether it can be injected into a local cluster on this machine, and if not, why.")
final class FaultsCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (FaultCatalog.Entry entry : FaultCatalog.of(LocalCapabilities::availability)) {
            out.println("%-20s %s".formatted(entry.kind().kebab(), entry.kind().description()));
            if (entry.availability() instanceof Availability.Unavailable(String reason)) {
                out.println("%-20s not available here: %s".formatted("", reason));
            }
        }
        return ExitCode.OK;
    }
}
