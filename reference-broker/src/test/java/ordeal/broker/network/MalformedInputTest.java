package ordeal.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.request.RequestDispatcher;
import ordeal.broker.request.RequestHandler;
import ordeal.broker.request.SupportedApis;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MalformedInputTest {
    private static final int FRAMES = 100_000;
    private static final int MOST_FRAMES_OF_A_CONNECTION = 32;

    private final Logger leaks = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private final Logger refusals = (Logger) LoggerFactory.getLogger("ordeal.broker");
    private final ListAppender<ILoggingEvent> leaksSeen = new ListAppender<>();
    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

    @BeforeEach
    void watchLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        leaksSeen.start();
        leaks.addAppender(leaksSeen);
        refusals.setLevel(Level.OFF);
    }

    @AfterEach
    void stopWatching() {
        ResourceLeakDetector.setLevel(before);
        leaks.detachAppender(leaksSeen);
        refusals.setLevel(null);
    }

    @Test
    void noInputHurtsAnybodyButItsOwnConnection() throws IOException {
        long seed = Long.getLong("ordeal.seed", new Random().nextLong());
        System.out.println("MalformedInputTest seed " + seed + "; again: -Dordeal.seed=" + seed);
        Random random = new Random(seed);
        List<Throwable> impossible = new ArrayList<>();
        Map<ApiKeys, RequestHandler> handlers = new TreeMap<>();
        for (ApiKeys api : ApiKeys.values()) {
            handlers.put(api, _ -> {
                throw new IllegalArgumentException("nobody handles anything here");
            });
        }
        RequestDispatcher dispatcher = new RequestDispatcher(handlers, impossible::add);
        List<byte[]> wellFormed = wellFormed();
        try (TestServer server = new TestServer(dispatcher)) {
            int sent = 0;
            while (sent < FRAMES) {
                int count = 1 + random.nextInt(MOST_FRAMES_OF_A_CONNECTION);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                for (int i = 0; i < count; i++) {
                    bytes.writeBytes(mutate(wellFormed.get(random.nextInt(wellFormed.size())), random));
                }
                sent += count;
                throwAt(random.nextBoolean() ? server.clientPort : server.peerPort, bytes.toByteArray());
            }
            try (TestClient fresh = new TestClient(server.clientPort)) {
                assertThat(fresh.ask(new MetadataRequestData(), 12, 1))
                        .as("seed %d", seed)
                        .isNotNull();
            }
            assertThat(server.failures).as("seed %d", seed).isEmpty();
            assertThat(impossible).as("seed %d", seed).isEmpty();
            assertThat(server.counters.malformedConnections()).isGreaterThan(100);
        }
        assertNoLeak(seed);
    }

    /** A leak is reported when a later buffer is made after the lost one was collected. */
    private void assertNoLeak(long seed) {
        for (int i = 0; i < 5; i++) {
            System.gc();
            PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
        assertThat(leaksSeen.list)
                .as("seed %d", seed)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }

    private static void throwAt(int port, byte[] bytes) throws IOException {
        try (TestClient client = new TestClient(port)) {
            try {
                client.send(bytes);
            } catch (IOException _) {
                // Closed before everything was there: that is the broker's right.
            }
            client.drain();
        }
    }

    private static List<byte[]> wellFormed() {
        List<byte[]> frames = new ArrayList<>();
        for (SupportedApis.Range range : SupportedApis.ofThisRelease().ranges(ListenerKind.PEER)) {
            for (int version = range.oldest(); version <= range.newest(); version++) {
                ApiMessage body = range.api().messageType.newRequest();
                frames.add(TestClient.frame(body, version, version));
            }
        }
        frames.add(TestClient.frame(new ApiVersionsRequestData().setClientSoftwareName("x"), 3, 3));
        return frames;
    }

    /** Changes bytes, sizes, lengths; one in eight stays as it is, so that connections live long enough to get something else. */
    private static byte[] mutate(byte[] frame, Random random) {
        byte[] mutated = frame.clone();
        switch (random.nextInt(8)) {
            case 0 -> mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            case 1 -> mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> ByteBuffer.wrap(mutated).putInt(0, random.nextInt());
            case 3 -> {
                return Arrays.copyOf(mutated, 1 + random.nextInt(mutated.length));
            }
            case 4 -> {
                byte[] longer = Arrays.copyOf(mutated, mutated.length + random.nextInt(40));
                ByteBuffer.wrap(longer).putInt(0, longer.length - 4);
                return longer;
            }
            case 5 -> {
                for (int i = 4; i < mutated.length; i++) {
                    mutated[i] = (byte) random.nextInt();
                }
            }
            case 6 -> ByteBuffer.wrap(mutated).putShort(4 + 2 * random.nextInt(2), (short) random.nextInt(100));
            default -> {
                // As it is.
            }
        }
        return mutated;
    }
}
