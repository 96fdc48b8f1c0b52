package ordeal.harness.cluster.docker.disk;

import java.util.List;
import java.util.Map;

/**
 * What disks and clocks need of the container engine. A method that cannot do its work throws an unchecked exception that says what was
 * asked of whom. Everything it makes carries the run's label.
 */
public interface DiskEngine {
    /**
     * What a command in a container came to.
     *
     * @param exitCode 0 when it succeeded
     * @param out what it wrote to its standard output
     * @param err what it wrote to its standard error
     */
    record Ended(int exitCode, String out, String err) {}

    /** Runs a command in a running container, as the container's own user, and waits for its end. */
    Ended run(String container, List<String> command) throws InterruptedException;

    /** Makes a keeper and starts it; returns when commands can be run in it. */
    void start(DiskKeeper keeper) throws InterruptedException;

    /** Kills a container and removes it; does nothing when there is none of this name. */
    void removeContainer(String name) throws InterruptedException;

    /** The engine's own id of a container: 64 hexadecimal digits. */
    String idOf(String container) throws InterruptedException;

    /**
     * Makes a volume of the driver {@code local}.
     *
     * @param options the driver's options; none for a folder of the engine's machine
     */
    void makeVolume(String name, Map<String, String> options) throws InterruptedException;

    /** Removes a volume; does nothing when there is none of this name. */
    void removeVolume(String name) throws InterruptedException;
}
