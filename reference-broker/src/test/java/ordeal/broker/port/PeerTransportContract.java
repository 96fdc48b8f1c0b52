package ordeal.broker.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.PeerTransport.PeerChannel;
import ordeal.broker.port.PeerTransport.PeerResponse;
import ordeal.broker.request.Request;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.request.SupportedApis;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every way to other brokers must do: run on the fake network, on real sockets, and on the way of a broker to itself. Whatever a test
 * is about, each of its requests must come to an end once, on the event loop, after it was sent.
 */
@Timeout(120)
public abstract class PeerTransportContract extends PeerTransportScene {
    @Test
    void requestsOfAChannelArriveInTheirOrderAndAnswersFindTheirHandlers() {
        PeerChannel channel = open(peer());
        List<Asked> asked = run(() -> IntStream.range(0, 20)
                .mapToObj(number -> sendNow(channel, number, LONG_MS))
                .toList());
        for (Asked each : asked) {
            Request request = next();
            assertThat(number(request)).isEqualTo(each.number());
            assertThat(inbox.size()).as("one at a time").isZero();
            assertThat(each.response()).as("before it was answered").isNotDone();
            answer(request);
            assertAnswered(each);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void answersFindTheRightOneOfSeveralChannels(long seed) {
        Random random = new Random(seed);
        int rounds = 10;
        List<PeerChannel> several = List.of(open(peer()), open(peer()), open(peer()), open(peer()));
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < rounds * several.size(); i++) {
            asked.add(send(several.get(i % several.size()), i, LONG_MS));
        }
        for (int round = 0; round < rounds; round++) {
            List<Request> held = new ArrayList<>();
            several.forEach(_ -> held.add(next()));
            assertThat(held.stream().map(PeerTransportContract::number))
                    .as("seed %d, round %d", seed, round)
                    .containsExactlyInAnyOrderElementsOf(
                            asked.subList(round * several.size(), (round + 1) * several.size()).stream()
                                    .map(Asked::number)
                                    .toList());
            Collections.shuffle(held, random);
            held.forEach(this::answer);
        }
        asked.forEach(this::assertAnswered);
    }

    @Test
    void requestsGoOutInTheNewestVersionForPeers() {
        PeerChannel channel = open(peer());
        for (int number = 0; number < 2; number++) {
            Asked asked = send(channel, number, LONG_MS);
            Request request = next();
            ApiKeys api = number == 0 ? ApiKeys.CREATE_TOPICS : ApiKeys.METADATA;
            assertThat(request.api()).isEqualTo(api);
            assertThat(request.listener()).isEqualTo(ListenerKind.PEER);
            assertThat(request.version())
                    .isEqualTo(SupportedApis.ofThisRelease().newest(ListenerKind.PEER, api));
            answer(request);
            assertAnswered(asked);
        }
    }

    @Test
    void recordsOfAnAnswerAreThereUntilTheHandlerReturns() {
        PeerChannel channel = open(peer());
        byte[] sent = "value".repeat(1000).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<String> received = new CompletableFuture<>();
        run(() -> {
            channel.send(
                    new FetchRequestData(),
                    LONG_MS,
                    response -> received.complete(
                            switch (response) {
                                case PeerResponse.Answered(FetchResponseData fetched) -> onlyValue(fetched);
                                case PeerResponse other -> other.toString();
                            }));
            return true;
        });
        Request request = next();
        FetchResponseData answer = new FetchResponseData()
                .setResponses(List.of(new FetchResponseData.FetchableTopicResponse()
                        .setPartitions(List.of(new FetchResponseData.PartitionData()
                                .setRecords(MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(sent)))))));
        onPeer(() -> request.respond(answer));
        assertThat(await(received)).isEqualTo(new String(sent, StandardCharsets.UTF_8));
    }

    private static String onlyValue(FetchResponseData fetched) {
        MemoryRecords records = (MemoryRecords)
                fetched.responses().getFirst().partitions().getFirst().records();
        ByteBuffer value = records.records().iterator().next().value();
        return StandardCharsets.UTF_8.decode(value).toString();
    }

    @Test
    void whereNobodyListensEveryRequestFails() {
        for (PeerAddress nobody : unreachable()) {
            PeerChannel channel = open(nobody);
            Asked first = send(channel, 1, LONG_MS);
            Asked second = send(channel, 2, LONG_MS);
            assertThat(failure(first)).isNotEmpty().doesNotContain("within");
            assertThat(failure(second)).isNotEmpty().doesNotContain("within");
            assertThat(failure(send(channel, 3, LONG_MS))).isNotEmpty().doesNotContain("within");
        }
    }

    @Test
    void noAnswerInTimeFailsEverythingUnderWayAndTheNextRequestConnectsAgain() {
        PeerChannel channel = open(peer());
        assertWorks(channel); // What is sent now need not connect first.
        long sentNanos = run(loop()::nowNanos);
        List<Asked> asked = run(() -> List.of(sendNow(channel, 1, SHORT_MS), sendNow(channel, 2, LONG_MS)));
        Asked first = asked.getFirst();
        Asked second = asked.getLast();
        assertThat(failure(first)).contains("within " + SHORT_MS + " ms");
        long failedNanos = run(loop()::nowNanos);
        assertThat(failedNanos - sentNanos).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(SHORT_MS));
        assertThat(failure(second)).contains("within " + SHORT_MS + " ms");
        answer(next());
        assertWorks(channel);
    }

    @Test
    void aRequestAnsweredInTimeDoesNotFailThoseUnderWayLater() {
        long timeoutMs = 3000;
        PeerChannel channel = open(peer());
        Asked first = send(channel, 1, timeoutMs);
        Asked second = send(channel, 2, LONG_MS);
        answer(next());
        assertAnswered(first);
        pass(timeoutMs + 1);
        assertThat(second.response()).isNotDone();
        answer(next());
        assertAnswered(second);
    }

    @Test
    void theTimeForAnAnswerIncludesConnecting() {
        assertThat(failure(send(open(silent()), 1, SHORT_MS))).contains("within " + SHORT_MS + " ms");
    }

    @Test
    void aLostConnectionFailsEverythingUnderWayAndTheNextRequestConnectsAgain() {
        PeerChannel channel = open(peer());
        Asked first = send(channel, 1, LONG_MS);
        Asked second = send(channel, 2, LONG_MS);
        Request request = next();
        onPeer(() -> request.closeConnection("for the test"));
        assertThat(failure(first)).isNotEmpty().doesNotContain("within");
        assertThat(failure(second)).isNotEmpty().doesNotContain("within");
        assertWorks(channel);
    }

    @Test
    void aLostConnectionConcernsItsOwnChannelOnly() {
        PeerChannel lost = open(peer());
        PeerChannel other = open(peer());
        Asked onLost = send(lost, 1, LONG_MS);
        Request toBreak = next();
        Asked onOther = send(other, 2, LONG_MS);
        Request toAnswer = next();
        onPeer(() -> toBreak.closeConnection("for the test"));
        assertThat(failure(onLost)).isNotEmpty();
        assertThat(onOther.response()).isNotDone();
        answer(toAnswer);
        assertAnswered(onOther);
    }

    @Test
    void closingAChannelFailsWhatIsUnderWayOnItAndRefusesTheRest() {
        PeerChannel channel = open(peer());
        PeerChannel other = open(peer());
        Asked onOther = send(other, 3, LONG_MS);
        Request toAnswer = next();
        Asked first = send(channel, 1, LONG_MS);
        Request late = next();
        Asked second = send(channel, 2, LONG_MS);
        close(channel);
        assertThat(failure(first)).contains("closed");
        assertThat(failure(second)).contains("closed");
        assertThatThrownBy(() -> run(() -> {
                    channel.send(numbered(4), LONG_MS, _ -> {});
                    return true;
                }))
                .hasRootCauseInstanceOf(IllegalStateException.class);
        close(channel);
        answer(late);
        answer(toAnswer);
        assertAnswered(onOther);
    }

    @Test
    void aRequestFailsAfterItWasSentEvenWhenItsChannelIsClosedAtOnce() {
        PeerChannel channel = open(peer());
        Asked asked = run(() -> {
            Asked sent = sendNow(channel, 1, LONG_MS);
            channel.close();
            assertThat(sent.response()).isNotDone();
            return sent;
        });
        assertThat(failure(asked)).contains("closed");
    }

    @Test
    void aRequestWithoutTimeFailsAfterItWasSent() {
        assertThat(failure(send(open(silent()), 1, 0))).contains("within 0 ms");
    }

    @Test
    void aRequestThatGetsNoAnswerFailsAndNeverTakesThatOfTheNextOne() {
        peerHandler.set(request -> {
            if (number(request) == 0) {
                request.respondWithNothing();
            } else {
                request.respond(answerTo(request));
            }
        });
        PeerChannel channel = open(peer());
        List<Asked> asked = run(() -> List.of(sendNow(channel, 0, LONG_MS), sendNow(channel, 2, LONG_MS)));
        assertThat(failure(asked.get(0))).isNotEmpty();
        assertThat(failure(asked.get(1))).isNotEmpty();
        peerHandler.set(inbox);
        assertWorks(channel);
    }

    @Test
    void aHandlerMaySendTheNextRequestOnSuccessAndOnFailure() {
        PeerChannel channel = open(peer());
        CompletableFuture<Asked> afterAnswer = new CompletableFuture<>();
        CompletableFuture<Asked> afterFailure = new CompletableFuture<>();
        sendAnd(channel, 1, () -> afterAnswer.complete(sendNow(channel, 2, LONG_MS)));
        answer(next());
        Asked second = await(afterAnswer);
        answer(next());
        assertAnswered(second);
        sendAnd(channel, 3, () -> afterFailure.complete(sendNow(channel, 4, LONG_MS)));
        Request toBreak = next();
        onPeer(() -> toBreak.closeConnection("for the test"));
        Asked fourth = await(afterFailure);
        answer(next());
        assertAnswered(fourth);
    }

    @Test
    void aHandlerMayCloseTheChannel() {
        PeerChannel channel = open(peer());
        sendAnd(channel, 1, channel::close);
        Asked second = send(channel, 2, LONG_MS);
        answer(next());
        assertThat(failure(second)).contains("closed");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5, 6})
    void whateverThePeerDoesEveryRequestComesToItsOwnEnd(long seed) {
        Random whims = new Random(seed);
        peerHandler.set(request -> {
            switch (whims.nextInt(10)) {
                case 0 -> request.closeConnection("for the test");
                case 1 -> request.respondWithNothing();
                case 2 -> inbox.handle(request);
                default -> request.respond(answerTo(request));
            }
        });
        Random random = new Random(-seed);
        List<PeerChannel> several = new ArrayList<>(List.of(open(peer()), open(peer()), open(peer())));
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            int which = random.nextInt(several.size());
            asked.add(send(several.get(which), i, random.nextInt(2 * (int) SHORT_MS)));
            if (random.nextInt(30) == 0) {
                close(several.get(which));
                several.set(which, open(peer()));
            }
            if (random.nextInt(5) == 0) {
                await(asked.getLast().response());
            }
        }
        for (Asked each : asked) {
            if (await(each.response()) instanceof PeerResponse.Answered) {
                assertAnswered(each);
            }
        }
        assertThat(asked.stream().map(each -> await(each.response()).getClass().getSimpleName()))
                .as("seed %d", seed)
                .contains("Answered", "Failed");
    }

    /** Sends a request and does something in its handler. */
    private void sendAnd(PeerChannel channel, int number, Runnable then) {
        run(() -> sendNow(channel, number, LONG_MS).response().thenRun(then));
    }
}
