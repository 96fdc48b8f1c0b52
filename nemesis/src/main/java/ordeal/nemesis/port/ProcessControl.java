package ordeal.nemesis.port;

import java.util.Optional;

/**
 * The nodes' processes. A method that returns a {@link Receipt} has proof when it returns, or throws {@link
 * InjectionException}.
 */
public interface ProcessControl {
    /** Kills the process with SIGKILL, a paused one too, and waits until it is gone. */
    Receipt kill(Node node) throws InterruptedException;

    /** Asks the process to end with SIGTERM and returns at once; {@link #death} tells when it has ended. */
    void stop(Node node) throws InterruptedException;

    /** Proof that no process of this node lives; empty while one does. */
    Optional<Receipt> death(Node node) throws InterruptedException;

    /**
     * Starts the node and returns at once. The deployment goes on starting it until its process lives and, for a broker, is registered:
     * Kafka exits when its id is still registered by its previous session. Does nothing for a node that lives or is being started. A later
     * {@link #kill} or {@link #stop} ends these attempts.
     */
    void start(Node node) throws InterruptedException;

    /**
     * Throws away what a dead node's process ran in, all but its volumes, and makes it anew. The next {@link #start} starts
     * the new one.
     */
    Receipt recreate(Node node) throws InterruptedException;

    /** Stops the process with SIGSTOP. */
    Receipt pause(Node node) throws InterruptedException;

    /** Continues a paused process with SIGCONT. Does nothing for one that runs or is dead. */
    void resume(Node node) throws InterruptedException;
}
