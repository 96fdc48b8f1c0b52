package ordeal.checker.history;

import java.util.function.Consumer;

/** A history that can be read from its start any number of times, each time the same, without holding it in memory. */
public interface HistorySource {
    /** Passes every event, in order. */
    void forEach(Consumer<? super HistoryEvent> action);
}
