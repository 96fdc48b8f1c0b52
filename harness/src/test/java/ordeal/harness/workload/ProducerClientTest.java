package ordeal.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import ordeal.checker.Partition;
import ordeal.checker.history.HistoryEvent.SendCompleted;
import ordeal.checker.history.HistoryEvent.SendInvoked;
import ordeal.checker.history.HistoryFile;
import ordeal.checker.history.HistoryWriter;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Payload;
import ordeal.harness.mesh.Await;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A send has failed for certain only when {@code send()} itself refused it; every later error leaves it open. */
class ProducerClientTest {
    private static final Payload PAYLOAD = new Payload(3);

    @TempDir
    private Path folder;

    private final List<MockProducer<byte[], byte[]>> made = new CopyOnWriteArrayList<>();
    private final WorkloadCounters counters = new WorkloadCounters(2);

    @Test
    void recordsAnAcknowledgementWithItsOffset() throws Exception {
        List<SendCompleted> sends = run(() -> new Mock(true), () -> counters.acknowledged() >= 3);
        assertThat(sends).allMatch(send -> send.outcome() == Outcome.OK && send.offset() >= 0 && send.error() == null);
        assertThat(counters.served().acknowledged().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(sends.size());
    }

    @Test
    void leavesASendOpenWhoseErrorCameLater() throws Exception {
        List<SendCompleted> sends = run(() -> new Mock(false), () -> {
            made.forEach(producer -> producer.errorNext(new NotEnoughReplicasException("later")));
            return counters.indeterminate() >= 2;
        });
        assertThat(counters.failed()).isZero();
        assertThat(sends.getFirst().outcome()).isEqualTo(Outcome.INFO);
        assertThat(sends.getFirst().error()).isEqualTo("NotEnoughReplicasException: later");
        assertThat(sends.getFirst().offset()).isEqualTo(-1);
    }

    @Test
    void knowsThatASendFailedWhoseCallbackRanBeforeSendReturned() throws Exception {
        List<SendCompleted> sends = run(
                () -> new Mock(true) {
                    @Override
                    public synchronized Future<RecordMetadata> send(
                            ProducerRecord<byte[], byte[]> record, Callback callback) {
                        callback.onCompletion(null, new TimeoutException("no metadata"));
                        return super.send(record, null);
                    }
                },
                () -> counters.failed() >= 2);
        assertThat(sends).allMatch(send -> send.outcome() == Outcome.FAIL);
        assertThat(made).hasSize(1);
    }

    @Test
    void leavesASendOpenWhoseErrorAnotherThreadReportsBeforeSendReturned() throws Exception {
        run(
                () -> new Mock(true) {
                    @Override
                    public synchronized Future<RecordMetadata> send(
                            ProducerRecord<byte[], byte[]> record, Callback callback) {
                        Thread other = Thread.ofPlatform()
                                .start(() -> callback.onCompletion(null, new TimeoutException("delivery")));
                        while (other.isAlive()) {
                            Thread.onSpinWait();
                        }
                        return super.send(record, null);
                    }
                },
                () -> counters.indeterminate() >= 2);
        assertThat(counters.failed()).isZero();
    }

    @Test
    void makesAProducerAnewThatThrewAndKnowsThatTheSendFailed() throws Exception {
        List<SendCompleted> sends = run(
                () -> {
                    Mock producer = new Mock(true);
                    if (made.size() < 2) {
                        producer.sendException = new KafkaException("fatal");
                    }
                    return producer;
                },
                () -> counters.acknowledged() >= 1);
        assertThat(counters.failed()).isEqualTo(2);
        assertThat(made).hasSize(3);
        assertThat(made.subList(0, 2)).allMatch(MockProducer::closed);
        assertThat(sends.getFirst().outcome()).isEqualTo(Outcome.FAIL);
    }

    private List<SendCompleted> run(Supplier<Mock> mocks, BooleanSupplier enough) throws Exception {
        Path file = folder.resolve("history.avro");
        try (HistoryWriter history = HistoryWriter.create(file)) {
            Recording recording = new Recording(
                    new RunClock(), history, PAYLOAD, List.of(new Partition("a", 0), new Partition("a", 1)), counters);
            ProducerClient client = new ProducerClient(
                    4,
                    () -> keep(mocks.get()),
                    recording,
                    new SizeDistribution(20, 100),
                    new SplittableRandom(1),
                    0,
                    1_000_000);
            Thread thread = Thread.ofVirtual().start(client);
            Await.until(enough);
            client.stop();
            thread.join();
        }
        return completions(file);
    }

    private Producer<byte[], byte[]> keep(Mock producer) {
        made.add(producer);
        return producer;
    }

    /** Every completion; each follows its invocation, with sequences of a partition in order. */
    private static List<SendCompleted> completions(Path file) throws IOException {
        List<SendCompleted> completed = new ArrayList<>();
        long[] next = new long[2];
        HistoryFile.open(file).forEach(event -> {
            if (event instanceof SendInvoked sent) {
                assertThat(sent.producer()).isEqualTo(4);
                assertThat(sent.sequence()).isEqualTo(next[sent.partition()]++);
            } else if (event instanceof SendCompleted end) {
                assertThat(end.sequence()).isLessThan(next[end.partition()]);
                completed.add(end);
            }
        });
        return completed;
    }

    private static class Mock extends MockProducer<byte[], byte[]> {
        Mock(boolean autoComplete) {
            super(autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
        }
    }
}
