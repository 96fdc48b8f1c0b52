package ordeal.checker.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** The Avro schema of a history file, {@code history.avsc}: one union of a record for each kind of event. */
final class HistorySchema {
    /** The union. */
    static final Schema EVENT = load();

    /** Ends the header and every block. The same in every file, so that a file's last bytes tell whether it is whole. */
    static final byte[] SYNC_MARKER = "ordeal history 1".getBytes(StandardCharsets.US_ASCII);

    static final Schema SEND_INVOKED = branch("SendInvoked");
    static final Schema SEND_COMPLETED = branch("SendCompleted");
    static final Schema CONSUMER_POSITIONED = branch("ConsumerPositioned");
    static final Schema POLLED = branch("Polled");
    static final Schema POLL_FAILED = branch("PollFailed");
    static final Schema END_OFFSET_SAMPLED = branch("EndOffsetSampled");
    static final Schema FINAL_READ_ENDED = branch("FinalReadEnded");
    static final Schema PHASE_STARTED = branch("PhaseStarted");
    static final Schema HARNESS_STALLED = branch("HarnessStalled");
    static final Schema RUNS = POLLED.getField("runs").schema();
    static final Schema FOREIGN = POLLED.getField("foreign").schema();

    private static final Schema OUTCOME = SEND_COMPLETED.getField("outcome").schema();
    private static final Schema READER = CONSUMER_POSITIONED.getField("reader").schema();
    private static final Schema PHASE = PHASE_STARTED.getField("phase").schema();

    private HistorySchema() {}

    static GenericData.EnumSymbol symbol(Outcome outcome) {
        return new GenericData.EnumSymbol(OUTCOME, outcome.name());
    }

    static GenericData.EnumSymbol symbol(Reader reader) {
        return new GenericData.EnumSymbol(READER, reader.name());
    }

    static GenericData.EnumSymbol symbol(Phase phase) {
        return new GenericData.EnumSymbol(PHASE, phase.name());
    }

    private static Schema branch(String name) {
        return EVENT.getTypes().get(EVENT.getIndexNamed("ordeal.history." + name));
    }

    private static Schema load() {
        try (InputStream in = HistorySchema.class.getResourceAsStream("history.avsc")) {
            if (in == null) {
                throw new IllegalStateException("history.avsc is not on the class path");
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
