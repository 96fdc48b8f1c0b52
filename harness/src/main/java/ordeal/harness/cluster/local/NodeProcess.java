package ordeal.harness.cluster.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ordeal.harness.cluster.InstalledJava;
import ordeal.harness.cluster.NodeJvm;
import ordeal.harness.system.Launch;

/** Starts a node's JVM as a child process that the guard knows of. */
final class NodeProcess {
    private static final List<String> COMMON_OPTIONS = List.of(
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            "-Djava.net.preferIPv4Stack=true",
            "-Duser.timezone=UTC");

    /** What newer Javas want to be told before old libraries may do what they have always done. */
    private static final List<String> OPTIONS_SINCE_24 =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final int OPTIONS_KNOWN_SINCE = 24;

    private final InstalledJava java;
    private final List<Path> jars;
    private final Path spawnScript;
    private final Path processesFile;
    private final NodeJvm jvm;

    NodeProcess(InstalledJava java, List<Path> jars, Path spawnScript, Path processesFile, NodeJvm jvm) {
        this.java = java;
        this.jars = List.copyOf(jars);
        this.spawnScript = spawnScript;
        this.processesFile = processesFile;
        this.jvm = jvm;
    }

    /** Starts it; what it prints is appended to the node's console log. */
    Process start(NodeFolder folder, Launch launch) throws IOException {
        List<String> command = new ArrayList<>();
        command.add("sh");
        command.add(spawnScript.toString());
        command.add(processesFile.toString());
        command.add(java.executable().toString());
        command.addAll(COMMON_OPTIONS);
        if (java.feature() >= OPTIONS_KNOWN_SINCE) {
            command.addAll(OPTIONS_SINCE_24);
        }
        command.addAll(jvm.options());
        command.add("-Djdk.net.hosts.file=" + folder.hosts().toAbsolutePath());
        command.addAll(folder.filled(launch.jvmOptions()));
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator, jars.stream().map(Path::toString).toList()));
        command.add(launch.mainClass());
        command.addAll(folder.filled(launch.arguments()));
        Process process = new ProcessBuilder(command)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.console().toFile()))
                .start();
        process.getOutputStream().close();
        return process;
    }
}
