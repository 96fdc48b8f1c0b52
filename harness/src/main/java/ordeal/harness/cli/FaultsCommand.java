package ordeal.harness.cli;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.Deployment;
import ordeal.nemesis.fault.FaultCatalog;
import ordeal.nemesis.fault.FaultKind;
import ordeal.nemesis.plan.RandomPlan;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Mixin;

/** {@code ordeal faults}: what can be injected here. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description =
                "Lists every kind of fault, what it needs, whether it can be injected here and now, and if not, why.")
final class FaultsCommand implements Callable<Integer> {
    private static final int TEXT_WIDTH = 84;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws ClusterException {
        Deployment deployment = cluster.deployment();
        TextTable table = TextTable.forColumns(
                CommandLine.Help.defaultColorScheme(Ansi.OFF),
                new Column(20, 0, Column.Overflow.SPAN),
                new Column(5, 1, Column.Overflow.SPAN),
                new Column(13, 1, Column.Overflow.SPAN),
                new Column(TEXT_WIDTH, 1, Column.Overflow.WRAP));
        table.addRowValues("FAULT", "HERE", "DRAWN", "WHAT IT DOES");
        for (FaultCatalog.Entry entry : FaultCatalog.of(deployment::availability)) {
            FaultKind kind = entry.kind();
            switch (entry.availability()) {
                case Availability.Available() -> {
                    table.addRowValues(kind.kebab(), "yes", drawn(kind), kind.description());
                    table.addRowValues("", "", "", "needs: " + needs(kind));
                }
                case Availability.Unavailable(String reason) -> {
                    table.addRowValues(kind.kebab(), "no", drawn(kind), kind.description());
                    table.addRowValues("", "", "", "needs: " + needs(kind));
                    table.addRowValues("", "", "", "not here: " + oneLine(reason));
                }
            }
        }
        spec.commandLine().getOut().print(table);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    /** Which word after {@code --faults} draws it at random, where it can be had. */
    private static String drawn(FaultKind kind) {
        if (RandomPlan.DEFAULT_KINDS.contains(kind)) {
            return "by default";
        }
        if (!RandomPlan.DRAWN.contains(kind)) {
            return "plans only";
        }
        return kind.isDestructive() ? "destructive" : "all";
    }

    private static String needs(FaultKind kind) {
        return kind.needs().stream().map(Capability::words).collect(Collectors.joining("; "));
    }

    private static String oneLine(String reason) {
        return reason.strip().replaceAll("\\s+", " ");
    }
}
