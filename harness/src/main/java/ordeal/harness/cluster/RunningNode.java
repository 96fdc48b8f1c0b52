package ordeal.harness.cluster;

import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Receipt;

/** One process of a node, from its start to its end; a node that is started again has another one. */
public interface RunningNode {
    /** Stands for the exit code of a process that lives. */
    int LIVES = -1;

    /** Whether it has not ended. A paused process lives. */
    boolean isAlive();

    /** SIGKILL, which ends a paused process too. Does nothing when it has ended. */
    void kill();

    /** SIGTERM. Does nothing when it has ended. */
    void terminate();

    /**
     * Waits for its end.
     *
     * @return whether it has ended
     */
    boolean awaitEnd(long timeoutMs) throws InterruptedException;

    /** How it ended, 128 and the signal's number when by a signal; {@link #LIVES} as long as it lives. */
    int exitCode();

    /**
     * Stops it from running.
     *
     * @return what the kernel says about it
     * @throws InjectionException when it did not stop
     */
    Receipt pause() throws InterruptedException;

    /**
     * Lets it run again. Does nothing when it runs or has ended.
     *
     * @throws InjectionException when it did not continue
     */
    void resume() throws InterruptedException;

    /** What it is called in proofs, such as {@code process 4711}. */
    String words();
}
