package ordeal.broker.journal.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ordeal.broker.journal.Journal;
import ordeal.broker.journal.JournalEntry;
import ordeal.broker.log.StorageException;
import ordeal.broker.port.EventLoop;
import org.apache.kafka.common.TopicPartition;

/**
 * A journal file of one incarnation of a broker. What tells of roles, sessions, ISRs, cuts and fencing is in the operating system's
 * hands when {@link #record} returns. Progress is merged: of each kind and partition the latest of ten milliseconds, and always before the
 * next line about that partition's role or ISR.
 */
public final class FileJournal implements Journal, AutoCloseable {
    private static final long MERGE_MS = 10;

    private final EventLoop loop;
    private final FileChannel file;
    private final JournalLines lines = new JournalLines();
    private final Map<ProgressKey, JournalEntry.Progress> waiting = new LinkedHashMap<>();
    private boolean scheduled;

    /** Progress entries that stand for each other. */
    private record ProgressKey(TopicPartition partition, Class<?> kind, int replica) {}

    private FileJournal(EventLoop loop, FileChannel file) {
        this.loop = loop;
        this.file = file;
    }

    /**
     * A new file in a folder, which is made when there is none.
     *
     * @throws UncheckedIOException when it cannot be made
     */
    public static FileJournal open(EventLoop loop, Path folder) {
        try {
            Files.createDirectories(folder);
            Path path = folder.resolve("journal-" + loop.epochMs() + ".jsonl");
            return new FileJournal(
                    loop, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new UncheckedIOException("no journal can be written in " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void record(JournalEntry entry) {
        if (entry instanceof JournalEntry.Progress progress) {
            JournalEntry.Progress merged = waiting.get(keyOf(progress));
            if (merged != null && offsetOf(progress) < offsetOf(merged)) {
                write(takeWaiting(progress.partition()));
            }
            waiting.remove(keyOf(progress));
            waiting.put(keyOf(progress), progress);
            if (!scheduled) {
                scheduled = true;
                loop.schedule(MERGE_MS, this::writeWaiting);
            }
            return;
        }
        List<JournalEntry> now = new ArrayList<>();
        if (entry instanceof JournalEntry.OfPartition about) {
            now.addAll(takeWaiting(about.partition()));
        }
        now.add(entry);
        write(now);
    }

    private List<JournalEntry.Progress> takeWaiting(TopicPartition partition) {
        List<JournalEntry.Progress> taken = waiting.values().stream()
                .filter(progress -> progress.partition().equals(partition))
                .toList();
        waiting.values().removeAll(taken);
        return taken;
    }

    private void writeWaiting() {
        scheduled = false;
        if (!waiting.isEmpty() && file.isOpen()) {
            write(List.copyOf(waiting.values()));
            waiting.clear();
        }
    }

    private void write(List<? extends JournalEntry> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(lines.line(entry, loop.epochMs())).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new StorageException("the journal cannot be written", e);
        }
    }

    private static long offsetOf(JournalEntry.Progress progress) {
        return switch (progress) {
            case JournalEntry.HighWatermarkMoved moved -> moved.highWatermark();
            case JournalEntry.FollowerProgress seen -> seen.logEndOffset();
        };
    }

    private static ProgressKey keyOf(JournalEntry.Progress progress) {
        return switch (progress) {
            case JournalEntry.HighWatermarkMoved moved ->
                new ProgressKey(moved.partition(), JournalEntry.HighWatermarkMoved.class, -1);
            case JournalEntry.FollowerProgress seen ->
                new ProgressKey(seen.partition(), JournalEntry.FollowerProgress.class, seen.replica());
        };
    }

    /** Writes what waits and closes. */
    @Override
    public void close() {
        writeWaiting();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be closed: " + e.getMessage(), e);
        }
    }
}
