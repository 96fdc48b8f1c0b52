package ordeal.harness.system;

import java.util.List;
import java.util.Map;

/**
 * How to start one node's JVM.
 *
 * @param mainClass the class whose {@code main} is run
 * @param jvmOptions options of the system itself; the deployment adds heap size and name resolution
 * @param files configuration files by name, to be written into the node's folder before every start; {@code ${dir}} in their
 *     text stands for that folder
 * @param arguments arguments of {@code main}; {@code ${dir}} as above
 */
public record Launch(String mainClass, List<String> jvmOptions, Map<String, String> files, List<String> arguments) {
    public Launch {
        jvmOptions = List.copyOf(jvmOptions);
        files = Map.copyOf(files);
        arguments = List.copyOf(arguments);
    }
}
