package ordeal.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.PeerTransport.PeerChannel;
import ordeal.broker.port.PeerTransport.PeerResponse;
import ordeal.broker.request.LoopbackPeerTransport;
import ordeal.broker.request.Request;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.UpdateMetadataRequestData;
import org.apache.kafka.common.message.UpdateMetadataResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyPeerTransportTest {
    private static final long LONG_MS = 20_000;

    private final LinkedBlockingQueue<Request> underWay = new LinkedBlockingQueue<>();
    private final TestServer server = new TestServer(underWay::add);
    private final NettyEventLoop loop = new NettyEventLoop("test-peer", server.failures::add);
    private final PeerTransport transport = new NettyPeerTransport(loop, 7, server.apis, server.counters);

    @AfterEach
    void stop() {
        loop.close();
        server.close();
        assertThat(server.failures).isEmpty();
    }

    @Test
    void requestsArriveInTheirOrderAndAnswersFindTheirHandlers() throws InterruptedException {
        PeerChannel channel = open("127.0.0.1", server.peerPort);
        List<CompletableFuture<PeerResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(send(channel, new UpdateMetadataRequestData().setControllerId(i), LONG_MS));
        }
        for (int i = 0; i < 5; i++) {
            Request request = next();
            assertThat(request.clientId()).isEqualTo("broker-7");
            assertThat(request.version()).isEqualTo((short) 8);
            assertThat(((UpdateMetadataRequestData) request.body()).controllerId())
                    .isEqualTo(i);
            short code = (short) i;
            server.loop.execute(() -> request.respond(new UpdateMetadataResponseData().setErrorCode(code)));
            assertThat(TestServer.await(answers.get(i)))
                    .isEqualTo(new PeerResponse.Answered(new UpdateMetadataResponseData().setErrorCode(code)));
        }
    }

    @Test
    void namesOfHostsAreLookedUp() throws InterruptedException {
        CompletableFuture<PeerResponse> answer =
                send(open("localhost", server.peerPort), new MetadataRequestData(), LONG_MS);
        Request request = next();
        server.loop.execute(() -> request.respond(new MetadataResponseData()));
        assertThat(TestServer.await(answer)).isInstanceOf(PeerResponse.Answered.class);
    }

    @Test
    void aPeerThatDoesNotAnswerFailsEverythingUnderWayAndTheNextRequestDialsAgain() throws InterruptedException {
        PeerChannel channel = open("127.0.0.1", server.peerPort);
        CompletableFuture<PeerResponse> first = send(channel, new MetadataRequestData(), 100);
        CompletableFuture<PeerResponse> second = send(channel, new MetadataRequestData(), LONG_MS);
        assertThat(failure(first)).contains("within 100 ms");
        assertThat(failure(second)).contains("within 100 ms");
        Request late = next();
        server.loop.execute(() -> late.respond(new MetadataResponseData()));
        CompletableFuture<PeerResponse> third = send(channel, new MetadataRequestData(), LONG_MS);
        Request request = next();
        server.loop.execute(() -> request.respond(new MetadataResponseData().setControllerId(3)));
        assertThat(TestServer.await(third))
                .isEqualTo(new PeerResponse.Answered(new MetadataResponseData().setControllerId(3)));
    }

    @Test
    void aPeerThatCannotBeReachedFailsTheRequest() throws IOException {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        assertThat(failure(send(open("127.0.0.1", freePort), new MetadataRequestData(), LONG_MS)))
                .contains("cannot connect to broker 1");
    }

    @Test
    void aHostThatNobodyKnowsFailsTheRequest() {
        assertThat(failure(send(open("no-such-host.invalid", 1), new MetadataRequestData(), LONG_MS)))
                .contains("nobody knows the host");
    }

    @Test
    void aConnectionThatBreaksFailsTheRequestUnderWay() throws InterruptedException {
        CompletableFuture<PeerResponse> answer =
                send(open("127.0.0.1", server.peerPort), new MetadataRequestData(), LONG_MS);
        Request request = next();
        server.loop.execute(() -> request.closeConnection("for the test"));
        assertThat(failure(answer)).contains("closed the connection");
    }

    @Test
    void closingTheChannelFailsTheRequestUnderWay() throws InterruptedException {
        PeerChannel channel = open("127.0.0.1", server.peerPort);
        CompletableFuture<PeerResponse> answer = send(channel, new MetadataRequestData(), LONG_MS);
        next();
        loop.execute(channel::close);
        assertThat(failure(answer)).contains("the channel was closed");
    }

    @Test
    void noHandlerIsCalledBeforeSendHasReturned() {
        CompletableFuture<Boolean> calledEarly = new CompletableFuture<>();
        loop.execute(() -> {
            PeerChannel channel = transport.open(new PeerAddress(1, "127.0.0.1", server.peerPort));
            boolean[] returned = {false};
            channel.send(new MetadataRequestData(), LONG_MS, _ -> calledEarly.complete(!returned[0]));
            channel.close();
            returned[0] = true;
        });
        assertThat(TestServer.await(calledEarly)).isFalse();
    }

    @Test
    void requestsToThisBrokerItselfNeedNoNetwork() throws InterruptedException {
        PeerTransport loopback = new LoopbackPeerTransport(7, loop, server.apis, underWay::add, transport);
        PeerChannel channel = loopback.open(new PeerAddress(7, "nowhere", 1));
        CompletableFuture<PeerResponse> first = send(channel, new MetadataRequestData(), LONG_MS);
        CompletableFuture<PeerResponse> second = send(channel, new MetadataRequestData(), 100);
        Request request = next();
        assertThat(underWay).as("one at a time").isEmpty();
        loop.execute(() -> request.respond(new MetadataResponseData().setControllerId(7)));
        assertThat(TestServer.await(first))
                .isEqualTo(new PeerResponse.Answered(new MetadataResponseData().setControllerId(7)));
        Request late = next();
        assertThat(failure(second)).contains("within 100 ms");
        loop.execute(() -> late.respond(new MetadataResponseData()));
        CompletableFuture<PeerResponse> third = send(channel, new MetadataRequestData(), LONG_MS);
        next();
        loop.execute(channel::close);
        assertThat(failure(third)).contains("closed");
    }

    private PeerChannel open(String host, int port) {
        return transport.open(new PeerAddress(1, host, port));
    }

    private CompletableFuture<PeerResponse> send(PeerChannel channel, ApiMessage request, long timeoutMs) {
        CompletableFuture<PeerResponse> answer = new CompletableFuture<>();
        loop.execute(() -> channel.send(request, timeoutMs, answer::complete));
        return answer;
    }

    private Request next() throws InterruptedException {
        Request request = underWay.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request has come");
        }
        return request;
    }

    private static String failure(CompletableFuture<PeerResponse> answer) {
        return ((PeerResponse.Failed) TestServer.await(answer)).reason();
    }
}
