package ordeal.checker.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * A history in an Avro container file.
 *
 * <p>A file whose writer was killed may end in the middle of a block. That block is dropped, and {@link #torn()} says so;
 * everything before it is sound, because every block is followed by the sync marker.
 */
public final class HistoryFile implements HistorySource {
    private final Path path;
    private final long endBytes;
    private final Optional<String> torn;

    private HistoryFile(Path path, long endBytes, Optional<String> torn) {
        this.path = path;
        this.endBytes = endBytes;
        this.torn = torn;
    }

    /**
     * Opens a file and walks over its blocks once.
     *
     * @throws IOException when there is no such file, it is no history, or it is damaged anywhere but at its end
     */
    public static HistoryFile open(Path path) throws IOException {
        long endBytes = WholeBlocks.endOf(path);
        try (DataFileReader<GenericRecord> reader = reader(path, endBytes)) {
            if (!reader.getSchema().equals(HistorySchema.EVENT)) {
                throw new IOException(path.getFileName() + " was written with another schema");
            }
            while (reader.hasNext()) {
                reader.nextBlock();
            }
        } catch (AvroRuntimeException e) {
            throw new IOException(path.getFileName() + " is damaged: " + e.getMessage(), e);
        }
        long droppedBytes = Files.size(path) - endBytes;
        return new HistoryFile(
                path,
                endBytes,
                droppedBytes == 0
                        ? Optional.empty()
                        : Optional.of(String.format(
                                Locale.ROOT,
                                "the history's last block is torn: its %d bytes were dropped",
                                droppedBytes)));
    }

    @Override
    public void forEach(Consumer<? super HistoryEvent> action) {
        try (DataFileReader<GenericRecord> reader = reader(path, endBytes)) {
            while (reader.hasNext()) {
                action.accept(HistoryCodec.fromAvro(reader.next()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the history", e);
        }
    }

    @Override
    public Optional<String> torn() {
        return torn;
    }

    private static DataFileReader<GenericRecord> reader(Path path, long endBytes) throws IOException {
        return new DataFileReader<>(new WholeBlocks(path, endBytes), new GenericDatumReader<>());
    }
}
