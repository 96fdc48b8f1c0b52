package ordeal.checker.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * Streams a history into an Avro container file.
 *
 * <p>Events are encoded when they are appended. The block under way is ended and handed to the operating system after
 * {@value #EVENTS_PER_FLUSH} events, and once its oldest event is {@link #MAX_AGE_NANOS} old: at the next append, or when the
 * owner calls {@link #flushIfDue}, which it should do every few tens of milliseconds. So a harness that is killed loses about
 * the last tenth of a second. Nothing is forced to the disk: the machine is not what fails.
 *
 * <p>May be shared by any number of threads. Appends after {@link #close} are an error.
 */
public final class HistoryWriter implements AutoCloseable {
    /** How many events a block holds at most. */
    public static final int EVENTS_PER_FLUSH = 4096;
    /** How long an event stays in the process at most, given that {@link #flushIfDue} is called. */
    public static final long MAX_AGE_NANOS = 100_000_000L;

    private static final int DEFLATE_LEVEL = 1;
    private static final int BLOCK_SIZE_BYTES = 1 << 20;

    private final DataFileWriter<GenericRecord> file;
    private int unflushed;
    private long oldestNanos;

    private HistoryWriter(DataFileWriter<GenericRecord> file) {
        this.file = file;
    }

    /** Creates the file, or replaces it, with its header already handed to the operating system. */
    public static HistoryWriter create(Path path) throws IOException {
        DataFileWriter<GenericRecord> file = new DataFileWriter<>(new GenericDatumWriter<>(HistorySchema.EVENT));
        file.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
        file.setSyncInterval(BLOCK_SIZE_BYTES);
        file.create(HistorySchema.EVENT, Files.newOutputStream(path), HistorySchema.SYNC_MARKER);
        file.flush();
        return new HistoryWriter(file);
    }

    /**
     * Appends an event.
     *
     * @throws UncheckedIOException when the file cannot be written; the run cannot be judged beyond this point
     */
    public synchronized void append(HistoryEvent event) {
        try {
            file.append(HistoryCodec.toAvro(event));
            if (unflushed++ == 0) {
                oldestNanos = event.atNanos();
            }
            if (unflushed >= EVENTS_PER_FLUSH) {
                flush();
            } else {
                flushIfDue(event.atNanos());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the history", e);
        }
    }

    /**
     * Hands what is old enough to the operating system.
     *
     * @param nowNanos the time on the run's clock, the one that events carry
     */
    public synchronized void flushIfDue(long nowNanos) {
        if (unflushed > 0 && nowNanos - oldestNanos >= MAX_AGE_NANOS) {
            flush();
        }
    }

    /** Hands everything appended so far to the operating system. */
    public synchronized void flush() {
        try {
            file.flush();
            unflushed = 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the history", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
