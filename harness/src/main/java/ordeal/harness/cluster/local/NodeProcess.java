package ordeal.harness.cluster.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ordeal.harness.cluster.JavaCommand;
import ordeal.harness.system.Launch;

/**
 * Starts a node's JVM as a child process that the guard knows of.
 *
 * @param java how a node's Java is run
 * @param spawnScript notes the child where the guard looks, and becomes it
 * @param processesFile where the guard looks
 */
record NodeProcess(JavaCommand java, Path spawnScript, Path processesFile) {
    /** Starts it; what it prints is appended to the node's console log. */
    Process start(NodeFolder folder, Launch launch) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", spawnScript.toString(), processesFile.toString()));
        command.addAll(java.words(
                launch, List.of("-Djdk.net.hosts.file=" + folder.hosts().toAbsolutePath())));
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
