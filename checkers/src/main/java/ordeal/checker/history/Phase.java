package ordeal.checker.history;

/** The stretches of a run, in their order. */
public enum Phase {
    /** Clients run, nothing is faulty yet. */
    WARM_UP,
    /** Faults begin in this stretch. */
    FAULTS,
    /** The heal barrier has passed: nothing is injected any more, clients still run and the cluster has its bound to recover. */
    RECOVERY,
    /** The clients that lived through the faults have stopped; fresh consumers read every partition to its end. */
    FINAL_READS,
    /** Nodes are stopped and their evidence is collected. */
    COLLECTION,
    /** The harness ended the run in an orderly way. A history without this phase was cut short. */
    ENDED
}
