package ordeal.harness.program;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The command that starts this program again, in another process. */
public final class ThisProgram {
    private static final String MAIN = "ordeal.harness.cli.Main";

    private ThisProgram() {}

    /**
     * This program with this JVM and its options, and other arguments. The process is deaf to the signals of a terminal, which reach every
     * process that was started from it: whoever starts it decides when it ends.
     *
     * @param jvmOptions further options of the JVM; they win over this one's
     */
    public static List<String> command(List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "ordeal"));
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MAIN);
        command.addAll(arguments);
        return command;
    }
}
