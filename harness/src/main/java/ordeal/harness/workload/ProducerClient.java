package ordeal.harness.workload;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import ordeal.checker.history.HistoryEvent.SendCompleted;
import ordeal.checker.history.HistoryEvent.SendInvoked;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Value;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stock producer on an open-loop schedule: it sends when the schedule says so, however long earlier sends take, and counts
 * latencies from the intended time.
 */
final class ProducerClient implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(ProducerClient.class);
    private static final Duration CLOSE_TIMEOUT =
            Duration.ofMillis(ClientProperties.DELIVERY_TIMEOUT_MS + ClientProperties.REQUEST_TIMEOUT_MS);

    private final int number;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Recording recording;
    private final SizeDistribution sizes;
    private final SplittableRandom random;
    private final long firstNanos;
    private final long intervalNanos;
    private final long[] nextSequences;
    private volatile boolean stopping;

    /**
     * A producer that has not begun.
     *
     * @param producers makes the stock producer, and a new one when that one will never send again
     * @param firstNanos when its first send is due, on the run's clock
     * @param intervalNanos time between two sends
     */
    ProducerClient(
            int number,
            Supplier<Producer<byte[], byte[]>> producers,
            Recording recording,
            SizeDistribution sizes,
            SplittableRandom random,
            long firstNanos,
            long intervalNanos) {
        this.number = number;
        this.producers = producers;
        this.recording = recording;
        this.sizes = sizes;
        this.random = random;
        this.firstNanos = firstNanos;
        this.intervalNanos = intervalNanos;
        this.nextSequences = new long[recording.partitions().size()];
    }

    /** Sends until told to stop, then waits for what is under way. */
    @Override
    public void run() {
        Producer<byte[], byte[]> producer = producers.get();
        try {
            long dueNanos = firstNanos;
            while (!stopping) {
                awaitTime(dueNanos);
                if (!stopping && !send(producer, dueNanos)) {
                    producer.close(Duration.ZERO);
                    producer = producers.get();
                }
                dueNanos += intervalNanos;
            }
        } finally {
            producer.close(CLOSE_TIMEOUT);
        }
    }

    void stop() {
        stopping = true;
    }

    /** Sends one record; false when the producer will never send again and has to be made anew. */
    private boolean send(Producer<byte[], byte[]> producer, long intendedNanos) {
        int partition = random.nextInt(nextSequences.length);
        long sequence = nextSequences[partition]++;
        int sizeBytes = sizes.draw(random);
        TopicPartition target = recording.topicPartition(partition);
        byte[] payload = recording.payload().encode(new Value(number, partition, sequence), sizeBytes);
        Completion completion = new Completion(partition, sequence);
        recording
                .history()
                .append(new SendInvoked(
                        number,
                        partition,
                        sequence,
                        sizeBytes,
                        intendedNanos,
                        recording.clock().nowNanos()));
        try {
            var _ = producer.send(
                    new ProducerRecord<>(target.topic(), target.partition(), null, payload),
                    (metadata, error) -> completion.complete(
                            metadata != null && metadata.hasOffset() ? metadata.offset() : -1, error));
            return true;
        } catch (IllegalStateException | KafkaException e) {
            log.warn("producer {} is made anew: {}", number, e.toString());
            completion.complete(-1, e);
            return false;
        } finally {
            completion.sendReturned();
        }
    }

    private void awaitTime(long dueNanos) {
        long waitNanos = dueNanos - recording.clock().nowNanos();
        while (waitNanos > 0 && !stopping) {
            LockSupport.parkNanos(Math.min(waitNanos, TimeUnit.MILLISECONDS.toNanos(100)));
            waitNanos = dueNanos - recording.clock().nowNanos();
        }
    }

    /** The end of one send, which comes once: from the callback, or from {@code send()} itself. */
    private final class Completion {
        private final int partition;
        private final long sequence;
        private final Thread caller = Thread.currentThread();
        private boolean completed;
        private boolean returned;

        Completion(int partition, long sequence) {
            this.partition = partition;
            this.sequence = sequence;
        }

        synchronized void sendReturned() {
            returned = true;
        }

        synchronized void complete(long offset, @Nullable Exception error) {
            if (completed) {
                return;
            }
            completed = true;
            boolean refused = !returned && Thread.currentThread().equals(caller);
            Outcome outcome = SendOutcome.of(error, refused);
            switch (outcome) {
                case OK -> recording.counters().acknowledge(partition);
                case FAIL -> recording.counters().fail();
                case INFO -> recording.counters().leaveOpen();
            }
            recording
                    .history()
                    .append(new SendCompleted(
                            number,
                            partition,
                            sequence,
                            recording.clock().nowNanos(),
                            outcome,
                            error == null ? offset : -1,
                            SendOutcome.words(error)));
        }
    }
}
