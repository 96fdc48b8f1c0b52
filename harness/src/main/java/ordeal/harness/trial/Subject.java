package ordeal.harness.trial;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is tried: whether the judge sees it, and whether it sees nothing where it is not. */
public sealed interface Subject {
    /** Its name, such as {@code acknowledge-at-append}. */
    String name();

    /** What must be found, in words. */
    String expected();

    /** The causes by which a control may lose records, for its plan loses some by its own settings and faults. */
    Set<String> permitted();

    /**
     * A bug that is planted in the reference broker; without it the same faults break no promise.
     *
     * @param name the bug's, and its plan's
     * @param proof the types of the anomalies of which each proves it
     */
    record Bug(String name, List<String> proof, Set<String> permitted) implements Subject {
        public Bug {
            proof = List.copyOf(proof);
            permitted = Collections.unmodifiableSet(new TreeSet<>(permitted));
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

        @Override
        public Set<String> permitted() {
            return Set.of();
        }
    }
}
