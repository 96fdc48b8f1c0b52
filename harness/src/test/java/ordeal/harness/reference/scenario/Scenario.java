package ordeal.harness.reference.scenario;

/** Something a client does, with its expectations. */
@FunctionalInterface
interface Scenario {
    /** Does it; fails when the cluster does not answer as it must. */
    void run() throws Exception;
}
