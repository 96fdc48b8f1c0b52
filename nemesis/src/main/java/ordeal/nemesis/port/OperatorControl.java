package ordeal.nemesis.port;

import java.util.Optional;

/** What an operator does to a running cluster. */
public interface OperatorControl {
    /** Deletes {@code /controller} in ZooKeeper, which makes the brokers elect a controller anew. */
    Receipt deleteController() throws InterruptedException;

    /**
     * Why the operator would rather wait before moving the controller, such as that it has only just been elected; empty when there is no
     * reason to wait.
     */
    Optional<String> reasonToLeaveController() throws InterruptedException;

    /**
     * Asks the controller to make each partition's first assigned replica its leader (Kafka's ElectLeaders, preferred).
     */
    Receipt electPreferredLeaders() throws InterruptedException;
}
