package ordeal.harness.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.FolderLogs;
import ordeal.harness.cluster.NodeLogs;
import ordeal.harness.standing.StandingCluster;
import org.apache.commons.io.input.BoundedInputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ordeal cluster logs}: what a node of a standing cluster wrote, wherever it runs, and after its end. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description =
                "Prints a node's logs: what it printed, then each log file. After 'down' it prints what was collected.")
final class ClusterLogsCommand implements Callable<Integer> {
    private static final long FOLLOW_MS = 500;

    @Mixin
    private ClusterCommand.Name name;

    @Parameters(paramLabel = "NODE", description = "A node's name, such as broker-1 or zookeeper-1.")
    private String node;

    @Option(
            names = {"-f", "--follow"},
            description =
                    "Go on with what is added to the node's main log, server.log, until the cluster is taken down.")
    private boolean follow;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        NodeLogs logs = logs();
        PrintWriter out = spec.commandLine().getOut();
        AtomicLong shown = new AtomicLong();
        logs.visit((log, content) -> {
            BoundedInputStream counted =
                    BoundedInputStream.builder().setInputStream(content).get();
            print(log, counted, out);
            if (log.equals(NodeLogs.MAIN)) {
                shown.set(counted.getCount());
            }
        });
        if (follow) {
            follow(logs, shown.get(), out);
        }
        return ExitCode.OK;
    }

    private NodeLogs logs() throws IOException, ClusterException {
        StandingCluster cluster = StandingCluster.noted(name.folder().path()).orElse(null);
        if (cluster == null) {
            return collected();
        }
        String place = cluster.nodes().get(node);
        if (place == null) {
            throw noSuchNode(String.join(", ", cluster.nodes().keySet()));
        }
        return DeploymentChoice.named(cluster.deployment()).open().logs(place);
    }

    private NodeLogs collected() throws ClusterException {
        Path collected = name.folder().collected();
        if (!Files.isDirectory(collected)) {
            throw new ClusterException("No cluster of this name is up, and none has left logs in " + collected + ".");
        }
        Path logs = collected.resolve(node).normalize();
        if (!collected.equals(logs.getParent()) || !Files.isDirectory(logs)) {
            throw noSuchNode("see " + collected);
        }
        return new FolderLogs(logs);
    }

    private CommandLine.ParameterException noSuchNode(String nodes) {
        return new CommandLine.ParameterException(
                spec.commandLine(), "There is no node '" + node + "' (" + nodes + ").");
    }

    private static void print(String log, InputStream content, PrintWriter out) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        String line = reader.readLine();
        if (line != null) {
            out.println("==> " + log + " <==");
        }
        for (; line != null; line = reader.readLine()) {
            out.println(line);
        }
        out.flush();
    }

    private void follow(NodeLogs logs, long from, PrintWriter out)
            throws IOException, ClusterException, InterruptedException {
        long position = from;
        while (StandingCluster.in(name.folder().path()).isPresent()) {
            byte[] added = logs.mainFrom(position);
            out.print(new String(added, StandardCharsets.UTF_8));
            out.flush();
            position += added.length;
            TimeUnit.MILLISECONDS.sleep(FOLLOW_MS);
        }
    }
}
