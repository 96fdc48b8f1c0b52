package ordeal.harness.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import ordeal.harness.system.PlantableBug;
import ordeal.harness.system.SystemUnderTest;

/** The bugs that the reference broker can be given, asked of its own program. */
public final class PlantableBugs {
    private PlantableBugs() {}

    /**
     * All of them, by name.
     *
     * @throws ClusterException when there is no Java for it, or its program does not answer; the message says what it said
     */
    public static List<PlantableBug> of(SystemUnderTest reference) throws ClusterException, InterruptedException {
        String classPath = SystemJars.of(reference, _ -> {}).stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        try {
            Process program = new ProcessBuilder(
                            InstalledJava.forSystem(reference).executable().toString(),
                            "-cp",
                            classPath,
                            "ordeal.broker.Main",
                            "--list-bugs")
                    .redirectErrorStream(true)
                    .start();
            program.getOutputStream().close();
            String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (program.waitFor() != 0) {
                throw new ClusterException("The reference broker does not say which bugs it can be given: " + said);
            }
            return said.lines().map(PlantableBug::parse).toList();
        } catch (IOException e) {
            throw new ClusterException("The reference broker's program cannot be started: " + e.getMessage(), e);
        }
    }
}
