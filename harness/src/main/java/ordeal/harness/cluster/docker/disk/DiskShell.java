package ordeal.harness.cluster.docker.disk;

import java.util.ArrayList;
import java.util.List;
import ordeal.harness.cluster.docker.disk.DiskEngine.Ended;
import ordeal.nemesis.port.InjectionException;

/**
 * Shell scripts run in one container.
 *
 * @param container whose shell it is
 */
public record DiskShell(DiskEngine engine, String container) {
    private static final int LONGEST_MESSAGE = 400;

    /**
     * What a script wrote.
     *
     * @param what what it is for, in words such as {@code mount the disk}
     * @param arguments the script's {@code $1} and so on
     * @throws InjectionException when its exit code is not 0
     */
    public String output(String what, String script, String... arguments) throws InterruptedException {
        Ended ended = run(script, arguments);
        if (ended.exitCode() != 0) {
            String said = (ended.err() + ended.out()).strip();
            throw new InjectionException("could not %s in container %s: exit code %d: %s"
                    .formatted(
                            what,
                            container,
                            ended.exitCode(),
                            said.substring(0, Math.min(said.length(), LONGEST_MESSAGE))));
        }
        return ended.out();
    }

    /** Runs a script, whatever its exit code will be. */
    Ended run(String script, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return engine.run(container, command);
    }
}
