package ordeal.broker.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.PeerTransport.PeerChannel;
import ordeal.broker.port.PeerTransport.PeerResponse;
import ordeal.broker.request.Request;
import ordeal.broker.request.RequestHandler;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.AfterEach;

/** Where a {@link PeerTransportContract} plays: a sender, a peer that does what the test wants, and every request that was sent. */
public abstract class PeerTransportScene {
    static final long LONG_MS = 20_000;
    static final long SHORT_MS = 100;
    private static final long LATE_MS = 50;

    final Inbox inbox = new Inbox();
    final AtomicReference<RequestHandler> peerHandler = new AtomicReference<>(inbox);
    private final List<Asked> all = Collections.synchronizedList(new ArrayList<>());
    private final List<PeerChannel> channels = Collections.synchronizedList(new ArrayList<>());

    /** The sender's event loop. */
    protected abstract EventLoop loop();

    /** Whether the caller is on the sender's event loop. */
    protected abstract boolean onLoop();

    protected abstract PeerTransport transport();

    /** Somebody who listens, and hands what comes to {@link #handle}. */
    protected abstract PeerAddress peer();

    /** Runs something on the peer's event loop, soon. */
    protected abstract void onPeer(Runnable task);

    /** Where nobody listens, each for another reason. */
    protected abstract List<PeerAddress> unreachable();

    /** Where connecting neither succeeds nor fails. */
    protected abstract PeerAddress silent();

    /** Lets things happen until something is there, and gives it back. */
    protected abstract <T> T await(CompletableFuture<T> awaited);

    /** Ends whatever the test has begun. */
    protected abstract void stop() throws Exception;

    /** Takes a request at the peer. */
    protected final void handle(Request request) {
        peerHandler.get().handle(request);
    }

    /** Runs something on the sender's event loop and waits for its result. */
    final <T> T run(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop().execute(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return await(result);
    }

    protected final PeerChannel open(PeerAddress to) {
        return run(() -> {
            PeerChannel channel = transport().open(to);
            channels.add(channel);
            return channel;
        });
    }

    final void close(PeerChannel channel) {
        run(() -> {
            channel.close();
            return true;
        });
    }

    /** Sends a request with a number; an answer to it carries the same one. */
    final Asked send(PeerChannel channel, int number, long timeoutMs) {
        return run(() -> sendNow(channel, number, timeoutMs));
    }

    final Asked sendNow(PeerChannel channel, int number, long timeoutMs) {
        Asked asked = new Asked(number, this::onLoop);
        asked.send(channel, numbered(number), timeoutMs);
        all.add(asked);
        return asked;
    }

    /** Odd numbers travel in another kind of message than even ones. */
    static ApiMessage numbered(int number) {
        return number % 2 == 0
                ? new CreateTopicsRequestData().setTimeoutMs(number)
                : new MetadataRequestData()
                        .setTopics(List.of(new MetadataRequestData.MetadataRequestTopic().setName("t" + number)));
    }

    static int number(Request request) {
        return switch (request.body()) {
            case CreateTopicsRequestData even -> even.timeoutMs();
            case MetadataRequestData odd ->
                Integer.parseInt(odd.topics().getFirst().name().substring(1));
            default -> throw new AssertionError("nobody sent " + request.body());
        };
    }

    static ApiMessage answerTo(Request request) {
        int number = number(request);
        return number % 2 == 0
                ? new CreateTopicsResponseData().setThrottleTimeMs(number)
                : new MetadataResponseData().setControllerId(number);
    }

    /** The next request that comes to the peer. */
    final Request next() {
        return await(inbox.next());
    }

    final void answer(Request request) {
        onPeer(() -> request.respond(answerTo(request)));
    }

    final void assertAnswered(Asked asked) {
        int answered = switch (await(asked.response())) {
            case PeerResponse.Answered(CreateTopicsResponseData even) -> even.throttleTimeMs();
            case PeerResponse.Answered(MetadataResponseData odd) -> odd.controllerId();
            case PeerResponse other -> throw new AssertionError(asked.number() + ": " + other);
        };
        assertThat(answered).isEqualTo(asked.number());
    }

    /** Says why. */
    final String failure(Asked asked) {
        PeerResponse outcome = await(asked.response());
        assertThat(outcome).as("request " + asked.number()).isInstanceOf(PeerResponse.Failed.class);
        return ((PeerResponse.Failed) outcome).reason();
    }

    /** Sends one more request and has it answered, as well as those that arrived although nobody waits for their answers any more. */
    protected final void assertWorks(PeerChannel channel) {
        Asked asked = send(channel, 1000, LONG_MS);
        Request request = next();
        while (number(request) != asked.number()) {
            answer(request);
            request = next();
        }
        answer(request);
        assertAnswered(asked);
    }

    /** Waits for so long, as the sender's timers measure it. */
    final void pass(long durationMs) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        loop().execute(() -> loop().schedule(durationMs, () -> over.complete(true)));
        await(over);
    }

    @AfterEach
    void everyRequestComesToOneEnd() throws Exception {
        try {
            channels.forEach(this::close);
            all.forEach(asked -> await(asked.response()));
            pass(LATE_MS);
            assertThat(all).allSatisfy(asked -> assertThat(asked.wrongs()).isEmpty());
        } finally {
            stop();
        }
    }
}
