package ordeal.harness.cluster;

import java.util.ArrayList;
import java.util.List;
import ordeal.harness.system.Launch;

/**
 * The command line that runs a node's Java, wherever it runs.
 *
 * @param executable the launcher
 * @param feature the Java's feature version
 * @param jvm what every node's Java is told
 * @param classPath the system's class path, as the launcher takes it
 */
public record JavaCommand(String executable, int feature, NodeJvm jvm, String classPath) {
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

    /**
     * The words of the command.
     *
     * @param launch what to start, with its folder filled in
     * @param deploymentOptions what the deployment itself tells the Java
     */
    public List<String> words(Launch launch, List<String> deploymentOptions) {
        List<String> words = new ArrayList<>();
        words.add(executable);
        words.addAll(COMMON_OPTIONS);
        if (feature >= OPTIONS_KNOWN_SINCE) {
            words.addAll(OPTIONS_SINCE_24);
        }
        words.addAll(jvm.options());
        words.addAll(deploymentOptions);
        words.addAll(launch.jvmOptions());
        words.add("-cp");
        words.add(classPath);
        words.add(launch.mainClass());
        words.addAll(launch.arguments());
        return List.copyOf(words);
    }
}
