package ordeal.nemesis.port;

/** What an operator does to a running cluster. */
public interface OperatorControl {
    /** Deletes {@code /controller} in ZooKeeper, which makes the brokers elect a controller anew. */
    Receipt deleteController() throws InterruptedException;

    /**
     * Asks the controller to make each partition's first assigned replica its leader (Kafka's ElectLeaders, preferred).
     */
    Receipt electPreferredLeaders() throws InterruptedException;
}
