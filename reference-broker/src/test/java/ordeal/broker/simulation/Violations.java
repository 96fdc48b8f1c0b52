package ordeal.broker.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Broken promises. They are collected rather than thrown, for what is thrown in a callback of the core may be caught there. */
final class Violations {
    private static final int ENOUGH = 20;

    private final Trace trace;
    private final List<String> found = new ArrayList<>();
    private @Nullable Throwable cause;

    Violations(Trace trace) {
        this.trace = trace;
    }

    void add(String text) {
        if (found.size() < ENOUGH) {
            found.add(text);
            trace.add("judge", new Trace.Event("VIOLATION " + text));
        }
    }

    void add(String text, Throwable thrown) {
        add(text + ": " + thrown);
        if (cause == null) {
            cause = thrown;
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not among our libraries
    void check(boolean holds, String text, @Nullable Object... arguments) {
        if (!holds) {
            add(text.formatted(arguments));
        }
    }

    boolean any() {
        return !found.isEmpty();
    }

    List<String> all() {
        return List.copyOf(found);
    }

    @Nullable
    Throwable cause() {
        return cause;
    }
}
