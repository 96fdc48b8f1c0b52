package ordeal.harness.system;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** The same with the node's folder filled in. */
    public Launch in(String folder) {
        Map<String, String> filled = new TreeMap<>();
        files.forEach((name, text) -> filled.put(name, fill(text, folder)));
        return new Launch(
                mainClass,
                jvmOptions.stream().map(option -> fill(option, folder)).toList(),
                filled,
                arguments.stream().map(argument -> fill(argument, folder)).toList());
    }

    private static String fill(String text, String folder) {
        return text.replace("${dir}", folder);
    }
}
