package ordeal.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ordeal.broker.log.file.FileSlice;
import ordeal.broker.request.Request;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.record.BaseRecords;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NettyServerTest {
    private static final short METADATA_VERSION = 12;

    @TempDir
    Path folder;

    @Test
    void answersRequestsOfAConnectionInTheirOrderAndOneAtATime() throws IOException {
        LinkedBlockingQueue<Request> underWay = new LinkedBlockingQueue<>();
        AtomicInteger most = new AtomicInteger();
        try (TestServer server = new TestServer(request -> {
                    underWay.add(request);
                    most.accumulateAndGet(underWay.size(), Math::max);
                });
                TestClient client = new TestClient(server.clientPort)) {
            int count = 200;
            for (int i = 0; i < count; i++) {
                client.send(new MetadataRequestData(), METADATA_VERSION, i);
            }
            for (int i = 0; i < count; i++) {
                Request request = poll(underWay);
                int number = i;
                server.loop.execute(() -> request.respond(new MetadataResponseData().setControllerId(number)));
                MetadataResponseData answer =
                        (MetadataResponseData) client.receive(ApiKeys.METADATA, METADATA_VERSION, i);
                assertThat(answer.controllerId()).isEqualTo(i);
            }
            assertThat(most).hasValue(1);
            assertThat(server.failures).isEmpty();
        }
    }

    @Test
    void aRequestThatGetsNoAnswerDoesNotHoldUpTheNext() throws IOException {
        try (TestServer server = new TestServer(request -> {
                    if (request.api() == ApiKeys.PRODUCE) {
                        request.respondWithNothing();
                    } else {
                        request.respond(new MetadataResponseData());
                    }
                });
                TestClient client = new TestClient(server.clientPort)) {
            client.send(new ProduceRequestData(), 9, 1);
            client.send(new MetadataRequestData(), METADATA_VERSION, 2);
            assertThat(client.receive(ApiKeys.METADATA, METADATA_VERSION, 2)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100})
    void framesMayArriveInPieces(int pieceBytes) throws IOException {
        try (TestServer server = new TestServer(request -> request.respond(new MetadataResponseData()));
                TestClient client = new TestClient(server.clientPort)) {
            byte[] frame = TestClient.frame(new MetadataRequestData(), METADATA_VERSION, 1);
            for (int at = 0; at < frame.length; at += pieceBytes) {
                client.send(Arrays.copyOfRange(frame, at, Math.min(frame.length, at + pieceBytes)));
            }
            assertThat(client.receive(ApiKeys.METADATA, METADATA_VERSION, 1)).isNotNull();
        }
    }

    @Test
    void recordsOfASendAreThoseThatWereSent() throws IOException {
        MemoryRecords sent = MemoryRecords.withRecords(
                Compression.NONE,
                new SimpleRecord(new byte[200_000]),
                new SimpleRecord("two".getBytes(StandardCharsets.UTF_8)));
        List<ByteBuffer> seen = new CopyOnWriteArrayList<>();
        try (TestServer server = new TestServer(request -> {
                    BaseRecords records = ((ProduceRequestData) request.body())
                            .topicData()
                            .iterator()
                            .next()
                            .partitionData()
                            .getFirst()
                            .records();
                    ByteBuffer buffer = ((MemoryRecords) records).buffer();
                    seen.add(ByteBuffer.allocate(buffer.remaining()).put(buffer).flip());
                    request.respond(new ProduceResponseData());
                });
                TestClient client = new TestClient(server.clientPort)) {
            ProduceRequestData body = new ProduceRequestData();
            body.topicData()
                    .add(new ProduceRequestData.TopicProduceData()
                            .setName("t")
                            .setPartitionData(List.of(new ProduceRequestData.PartitionProduceData()
                                    .setIndex(0)
                                    .setRecords(sent))));
            assertThat(client.ask(body, 11, 1)).isNotNull();
            assertThat(seen).singleElement().isEqualTo(sent.buffer());
        }
    }

    @Test
    void malformedFramesCloseTheirConnectionAndNoOther() throws IOException {
        byte[] metadata = MessageUtil.toByteBuffer(new MetadataRequestData(), METADATA_VERSION)
                .array();
        byte[] good = TestClient.frame(new MetadataRequestData(), METADATA_VERSION, 7);
        byte[] trailing = Arrays.copyOf(good, good.length + 1);
        ByteBuffer.wrap(trailing).putInt(0, good.length - 3);
        byte[] truncated = Arrays.copyOf(good, good.length - 1);
        ByteBuffer.wrap(truncated).putInt(0, good.length - 5);
        List<byte[]> frames = List.of(
                ByteBuffer.allocate(4).putInt(-1).array(),
                ByteBuffer.allocate(4).putInt(0).array(),
                ByteBuffer.allocate(4).putInt(TestServer.MAX_REQUEST_BYTES + 1).array(),
                TestClient.sized(new byte[] {0}),
                TestClient.sized(new byte[] {0, 3, 0, 99, 0, 0, 0, 0}, metadata),
                TestClient.sized(new byte[] {3, 3, 0, 0, 0, 0, 0, 0}, metadata),
                trailing,
                truncated,
                TestClient.frame(new AlterPartitionRequestData(), 3, 1));
        try (TestServer server = new TestServer(request -> request.respond(new MetadataResponseData()));
                TestClient bystander = new TestClient(server.clientPort)) {
            for (byte[] frame : frames) {
                try (TestClient client = new TestClient(server.clientPort)) {
                    client.send(frame);
                    assertThat(client.closedByBroker()).isTrue();
                }
                assertThat(bystander.ask(new MetadataRequestData(), METADATA_VERSION, 5))
                        .isNotNull();
            }
            assertThat(server.counters.malformedConnections()).isEqualTo(frames.size());
            assertThat(server.failures).isEmpty();
        }
    }

    @Test
    void apiVersionsFromTheFutureReachTheHandlerAndAreAnsweredInVersionZero() throws IOException {
        try (TestServer server = new TestServer(
                        request -> request.respond(new ApiVersionsResponseData().setErrorCode(request.version())));
                TestClient client = new TestClient(server.clientPort)) {
            byte[] frame = TestClient.frame(new ApiVersionsRequestData(), 4, 9);
            ByteBuffer.wrap(frame).putShort(6, (short) 99);
            client.send(frame);
            var answer = (ApiVersionsResponseData) client.receive(ApiKeys.API_VERSIONS, 0, 9);
            assertThat(answer.errorCode()).isEqualTo((short) 99);
        }
    }

    @ParameterizedTest
    @EnumSource(NettyTransport.class)
    void recordsInFilesGoToTheSocketWithoutBeingCopied(NettyTransport transport) throws IOException {
        byte[] content = new byte[3 << 20];
        new Random(4).nextBytes(content);
        Path file = Files.write(folder.resolve("segment"), content);
        int sliceBytes = 1 << 20;
        try (FileChannel channel = FileChannel.open(file);
                TestServer server = new TestServer(
                        request -> request.respond(fetched(
                                new FileSlice(channel, 17, sliceBytes),
                                MemoryRecords.readableRecords(
                                        ByteBuffer.wrap(content, 5, 100).slice()),
                                new FileSlice(channel, 2 << 20, sliceBytes))),
                        transport,
                        60_000);
                TestClient client = new TestClient(server.clientPort)) {
            for (int version : new int[] {4, 12, 17}) {
                FetchResponseData answer = (FetchResponseData) client.ask(new FetchRequestData(), version, version);
                var partitions = answer.responses().getFirst().partitions();
                assertThat(bytes(partitions.get(0).records())).isEqualTo(ByteBuffer.wrap(content, 17, sliceBytes));
                assertThat(bytes(partitions.get(1).records()))
                        .isEqualTo(ByteBuffer.wrap(content, 5, 100).slice());
                assertThat(bytes(partitions.get(2).records())).isEqualTo(ByteBuffer.wrap(content, 2 << 20, sliceBytes));
            }
            // The last reference goes on the loop, after the last byte has left.
            CompletableFuture<Void> turn = new CompletableFuture<>();
            server.loop.execute(() -> turn.complete(null));
            TestServer.await(turn);
            assertThat(server.counters.fileBytesSent()).isEqualTo(6L * sliceBytes);
            assertThat(channel.isOpen()).isTrue();
            assertThat(server.failures).isEmpty();
        }
    }

    @Test
    void aConsumerThatDoesNotReadHoldsUpItsOwnNextAnswerOnly() throws IOException {
        AtomicInteger handled = new AtomicInteger();
        byte[] big = new byte[512 << 10];
        try (TestServer server = new TestServer(request -> {
                    handled.incrementAndGet();
                    request.respond(
                            request.api() == ApiKeys.FETCH
                                    ? fetched(MemoryRecords.readableRecords(ByteBuffer.wrap(big)))
                                    : new MetadataResponseData());
                });
                TestClient slow = new TestClient(server.clientPort);
                TestClient other = new TestClient(server.clientPort)) {
            int count = 200;
            for (int i = 0; i < count; i++) {
                slow.send(new FetchRequestData(), 12, i);
            }
            for (int i = 0; i < 50; i++) {
                other.ask(new MetadataRequestData(), METADATA_VERSION, i);
            }
            assertThat(handled.get() - 50).isLessThan(count);
            for (int i = 0; i < count; i++) {
                assertThat(slow.receive(ApiKeys.FETCH, 12, i)).isNotNull();
            }
        }
    }

    @Test
    void idleConnectionsAreClosedAndBusyOnesAreNot() throws IOException {
        LinkedBlockingQueue<Request> underWay = new LinkedBlockingQueue<>();
        try (TestServer server = new TestServer(underWay::add, NettyTransport.best(), 1_000);
                TestClient busy = new TestClient(server.clientPort);
                TestClient idle = new TestClient(server.clientPort)) {
            busy.send(new MetadataRequestData(), METADATA_VERSION, 1);
            Request request = poll(underWay);
            assertThat(idle.closedByBroker()).isTrue();
            server.loop.execute(() -> request.respond(new MetadataResponseData()));
            assertThat(busy.receive(ApiKeys.METADATA, METADATA_VERSION, 1)).isNotNull();
        }
    }

    @Test
    void answeringTwiceIsAnImpossibleState() throws IOException {
        try (TestServer server = new TestServer(request -> {
                    request.respond(new MetadataResponseData());
                    request.respond(new MetadataResponseData());
                });
                TestClient client = new TestClient(server.clientPort)) {
            client.ask(new MetadataRequestData(), METADATA_VERSION, 1);
            while (server.failures.isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(server.failures.getFirst()).isInstanceOf(IllegalStateException.class);
        }
    }

    private static FetchResponseData fetched(BaseRecords... records) {
        FetchResponseData.FetchableTopicResponse topic = new FetchResponseData.FetchableTopicResponse().setTopic("");
        for (BaseRecords each : records) {
            topic.partitions()
                    .add(new FetchResponseData.PartitionData()
                            .setPartitionIndex(topic.partitions().size())
                            .setRecords(each));
        }
        return new FetchResponseData().setResponses(List.of(topic));
    }

    private static ByteBuffer bytes(BaseRecords records) {
        return ((MemoryRecords) records).buffer();
    }

    private static Request poll(LinkedBlockingQueue<Request> requests) {
        try {
            Request request = requests.poll(20, TimeUnit.SECONDS);
            assertThat(request).isNotNull();
            return Objects.requireNonNull(request);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
