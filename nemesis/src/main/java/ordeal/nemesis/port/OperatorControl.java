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
     * Makes ZooKeeper end a registered broker's session at once, as if it had expired, while the broker lives. Returns when the
     * registration is gone or a new one stands in its place.
     *
     * @throws InjectionException when the broker is not registered, or its session lives on
     */
    Receipt expireSession(int broker) throws InterruptedException;

    /**
     * Asks the controller to make each partition's first assigned replica its leader (Kafka's ElectLeaders, preferred).
     */
    Receipt electPreferredLeaders() throws InterruptedException;
}
