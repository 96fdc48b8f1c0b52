package ordeal.harness.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import ordeal.harness.cluster.InstalledJava;
import ordeal.harness.cluster.SystemJars;
import ordeal.harness.system.SystemUnderTest;
import ordeal.harness.system.Systems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ordeal broker}: one reference broker in the foreground, in a process of its own. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs one reference broker in the foreground, until SIGTERM or Ctrl-C: then it stops in order.",
            "It needs a ZooKeeper; the configuration uses Kafka's own property names."
        },
        footer = {
            "",
            "Exit codes: 0 stopped in order, 64 wrong usage or configuration, 70 could not run or had to stop."
        })
final class BrokerCommand implements Callable<Integer> {
    private static final long STOP_SECONDS = 70;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The broker's configuration, a properties file.")
    private Path config;

    @Option(
            names = "--heap-mb",
            paramLabel = "MB",
            defaultValue = "256",
            description = "The broker's heap (default: ${DEFAULT-VALUE}).")
    private int heapMb;

    @Override
    public Integer call() throws Exception {
        SystemUnderTest reference = Systems.named("reference").orElseThrow();
        String classPath = SystemJars.of(reference, System.err::println).stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        Process broker = new ProcessBuilder(List.of(
                        InstalledJava.forSystem(reference).executable().toString(),
                        "-Xmx" + heapMb + "m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPath,
                        "ordeal.broker.Main",
                        "--config",
                        config.toAbsolutePath().toString()))
                .inheritIO()
                .start();
        Thread stop = new Thread(() -> stop(broker), "stop-broker");
        Runtime.getRuntime().addShutdownHook(stop);
        return broker.waitFor();
    }

    private static void stop(Process broker) {
        broker.destroy();
        try {
            broker.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
