package ordeal.broker.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import ordeal.broker.coordination.Operation;
import ordeal.broker.fake.FakeZooKeeper.Transaction;
import ordeal.broker.journal.JournalEntry;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened in one simulated world, in order. Text is made of it only when somebody wants to read it. Whoever waits for
 * something to happen is told of every line.
 */
final class Trace {
    private final LongSupplier nowNanos;
    private final List<Line> lines = new ArrayList<>();
    private @Nullable Wait wait;

    private record Line(long nanos, String who, Object what) {}

    private record Wait(Class<?> what, int count, Runnable then) {}

    /** A line that is no journal entry and no transaction, such as a fault. */
    record Event(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A client's record was acknowledged. */
    record Acknowledged(int partition, long offset, String value) {}

    Trace(LongSupplier nowNanos) {
        this.nowNanos = nowNanos;
    }

    void add(String who, Object what) {
        lines.add(new Line(nowNanos.getAsLong(), who, what));
        Wait waiting = wait;
        if (waiting != null && waiting.what().isInstance(what)) {
            wait = waiting.count() > 1 ? new Wait(waiting.what(), waiting.count() - 1, waiting.then()) : null;
            if (wait == null) {
                waiting.then().run();
            }
        }
    }

    /** Calls back, within the line itself, at the n-th line of a kind from now; instead of whoever waited before. */
    void after(int count, Class<?> kind, Runnable then) {
        wait = new Wait(kind, count, then);
    }

    int size() {
        return lines.size();
    }

    /** The last lines, or all of them. */
    String text(int atMostLines) {
        StringBuilder text = new StringBuilder();
        for (Line line : lines.subList(Math.max(0, lines.size() - atMostLines), lines.size())) {
            text.append(String.format(Locale.ROOT, "%10.3f %-10s ", line.nanos() / 1e6, line.who()))
                    .append(describe(line.what()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String describe(Object what) {
        return switch (what) {
            case Transaction transaction -> describe(transaction);
            case JournalEntry entry -> entry.toString();
            default -> what.toString();
        };
    }

    private static String describe(Transaction transaction) {
        StringBuilder text = new StringBuilder("zxid ")
                .append(transaction.zxid())
                .append(" by 0x")
                .append(Long.toHexString(transaction.session()));
        for (Operation operation : transaction.operations()) {
            text.append(" | ")
                    .append(
                            switch (operation) {
                                case Operation.Create(String path, byte[] data, var persistence) ->
                                    "create " + path + " " + persistence + " " + text(data);
                                case Operation.Set(String path, byte[] data, int version) ->
                                    "set " + path + " v" + version + " " + text(data);
                                case Operation.Delete(String path, int version) -> "delete " + path + " v" + version;
                                case Operation.Check(String path, int version) -> "check " + path + " v" + version;
                            });
        }
        return text.toString();
    }

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }
}
