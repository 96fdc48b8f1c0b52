package ordeal.checker.history;

import java.util.Optional;
import java.util.function.Consumer;

/** A history that can be read from its start any number of times, each time the same, without holding it in memory. */
public interface HistorySource {
    /** Passes every event, in order. */
    void forEach(Consumer<? super HistoryEvent> action);

    /** What is missing at its end because the harness was killed while it wrote; empty for a history that is whole. */
    default Optional<String> torn() {
        return Optional.empty();
    }
}
