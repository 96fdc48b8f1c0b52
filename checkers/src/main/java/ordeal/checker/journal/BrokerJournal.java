package ordeal.checker.journal;

import java.util.List;
import java.util.function.Consumer;

/** All that a broker wrote, incarnation after incarnation. The last lines before a kill may be missing; nothing else is. */
public interface BrokerJournal {
    /** The broker's id. */
    int broker();

    /**
     * Passes every line, in order.
     *
     * @throws java.io.UncheckedIOException when a file that was whole before can no longer be read
     */
    void forEach(Consumer<? super JournalLine> action);

    /** Every line but those of progress, in order. */
    List<JournalLine> deeds();
}
