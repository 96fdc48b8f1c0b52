package ordeal.harness.trial;

import java.util.List;

/** What is tried: whether the judge sees it, and whether it sees nothing where it is not. */
public sealed interface Subject {
    /** Its name, such as {@code acknowledge-at-append}. */
    String name();

    /** What must be found, in words. */
    String expected();

    /**
     * A bug that is planted in the reference broker; without it the same faults break no promise.
     *
     * @param name the bug's, and its plan's
     * @param proof the types of the anomalies of which each proves it
     */
    record Bug(String name, List<String> proof) implements Subject {
        public Bug {
            proof = List.copyOf(proof);
        }

        @Override
        public String expected() {
            return String.join(", ", proof);
        }
    }

    /**
     * Settings under which a plan loses records by design; with the one setting right it loses none.
     *
     * @param name the plan's
     * @param cause the permitted cause that must be named
     */
    record Misconfiguration(String name, String cause) implements Subject {
        @Override
        public String expected() {
            return "permitted:" + cause;
        }
    }
}
