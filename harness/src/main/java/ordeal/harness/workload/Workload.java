package ordeal.harness.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/** All clients of a run that live through the faults. */
public final class Workload implements AutoCloseable {
    private static final long JOIN_MS = TimeUnit.SECONDS.toMillis(20);

    private final List<ProducerClient> producers = new ArrayList<>();
    private final List<ConsumerClient> consumers = new ArrayList<>();
    private final EndOffsetSampler sampler;
    private final List<Thread> producerThreads = new ArrayList<>();
    private final List<Thread> readerThreads = new ArrayList<>();

    /**
     * Clients that have not begun.
     *
     * @param random where partitions and sizes come from; every producer gets a stream of its own
     */
    public Workload(WorkloadSettings settings, String bootstrapServers, Recording recording, SplittableRandom random) {
        SizeDistribution sizes = new SizeDistribution(settings.minSizeBytes(), settings.maxSizeBytes());
        long intervalNanos = Math.round(settings.producers() * 1e9 / settings.ratePerSecond());
        long startNanos = recording.clock().nowNanos();
        for (int number = 0; number < settings.producers(); number++) {
            Map<String, Object> properties = ClientProperties.producer(bootstrapServers, number, settings);
            producers.add(new ProducerClient(
                    number,
                    () -> new KafkaProducer<>(properties),
                    recording,
                    sizes,
                    random.split(),
                    startNanos + intervalNanos * number / settings.producers(),
                    intervalNanos));
        }
        for (int number = 0; number < settings.consumers(); number++) {
            Map<String, Object> properties = ClientProperties.consumer(bootstrapServers, "ordeal-consumer-" + number);
            consumers.add(new ConsumerClient(number, () -> new KafkaConsumer<>(properties), recording));
        }
        this.sampler = new EndOffsetSampler(ClientProperties.admin(bootstrapServers), recording);
    }

    /** Starts every client. */
    public void start() {
        producers.forEach(client -> producerThreads.add(start("producer", client)));
        consumers.forEach(client -> readerThreads.add(start("consumer", client)));
        readerThreads.add(start("sampler", sampler));
    }

    /** Stops the producers, waits for every send under way, then stops the readers. */
    public void stop() throws InterruptedException {
        producers.forEach(ProducerClient::stop);
        join(producerThreads);
        consumers.forEach(ConsumerClient::stop);
        sampler.stop();
        join(readerThreads);
    }

    /** Tells every client to stop, should {@link #stop} not have been reached, and waits for none of them. */
    @Override
    public void close() {
        producers.forEach(ProducerClient::stop);
        consumers.forEach(ConsumerClient::stop);
        sampler.stop();
        Stream.concat(producerThreads.stream(), readerThreads.stream()).forEach(Thread::interrupt);
    }

    private static Thread start(String name, Runnable client) {
        return Thread.ofPlatform().name("ordeal-" + name).daemon().start(client);
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(JOIN_MS);
        }
    }
}
