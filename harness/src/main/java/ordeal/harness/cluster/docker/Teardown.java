package ordeal.harness.cluster.docker;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be taken down again, the newest first, each whatever becomes of the others. Not for several threads at once. */
final class Teardown {
    private static final Logger log = LoggerFactory.getLogger(Teardown.class);

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Takes one thing down. */
    @FunctionalInterface
    interface Step {
        void run() throws InterruptedException;
    }

    private record Entry(String what, Step step) {}

    /**
     * Something was made.
     *
     * @param what in words, as in "could not remove ..."
     */
    void add(String what, Step step) {
        entries.push(new Entry(what, step));
    }

    /** Takes everything down that was made. What has been taken down is forgotten. */
    void run() {
        boolean interrupted = false;
        while (!entries.isEmpty()) {
            Entry entry = entries.pop();
            try {
                entry.step().run();
            } catch (InterruptedException _) {
                interrupted = true;
            } catch (RuntimeException e) {
                log.warn("could not remove {}", entry.what(), e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
