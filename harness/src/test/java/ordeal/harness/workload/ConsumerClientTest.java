package ordeal.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import ordeal.checker.Partition;
import ordeal.checker.history.HistoryEvent.PollFailed;
import ordeal.checker.history.HistoryFile;
import ordeal.checker.history.HistoryWriter;
import ordeal.checker.history.Payload;
import ordeal.harness.mesh.Await;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A consumer that cannot go on is replaced, and the history tells why. */
class ConsumerClientTest {
    @TempDir
    private Path folder;

    private final List<MockConsumer<byte[], byte[]>> made = new CopyOnWriteArrayList<>();

    @Test
    void makesAConsumerAnewThatFailed() throws Exception {
        assertThat(failuresOf(new KafkaException("fatal"))).containsExactly("[KafkaException, fatal]");
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NullPointerException.class})
    void makesAConsumerAnewWhoseClientDidNotUnderstandAnAnswer(Class<? extends RuntimeException> type)
            throws Exception {
        RuntimeException failure = type.getConstructor(String.class).newInstance("unexpected error code 99");
        assertThat(failuresOf(failure)).containsExactly("[" + type.getSimpleName() + ", unexpected error code 99]");
    }

    /** What the history says of failed polls when the first consumer fails with this. */
    private List<String> failuresOf(RuntimeException failure) throws Exception {
        Path file = folder.resolve("history.avro");
        try (HistoryWriter history = HistoryWriter.create(file)) {
            Recording recording = new Recording(
                    new RunClock(),
                    history,
                    new Payload(3),
                    List.of(new Partition("a", 0), new Partition("a", 1)),
                    new WorkloadCounters(2));
            ConsumerClient client = new ConsumerClient(7, () -> consumer(failure), recording);
            Thread thread = Thread.ofVirtual().start(client);
            Await.until(() -> made.size() == 2);
            client.stop();
            thread.join();
        }
        assertThat(made).allMatch(MockConsumer::closed);
        List<String> errors = new ArrayList<>();
        HistoryFile.open(file).forEach(event -> {
            if (event instanceof PollFailed failed) {
                errors.add(failed.error());
            }
        });
        return errors;
    }

    private Consumer<byte[], byte[]> consumer(RuntimeException failure) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
        if (made.isEmpty()) {
            consumer.schedulePollTask(() -> {
                throw failure;
            });
        }
        made.add(consumer);
        return consumer;
    }
}
