package ordeal.broker.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import ordeal.broker.coordination.BrokerRegistration;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.PeerTransport.PeerChannel;
import ordeal.broker.port.PeerTransport.PeerResponse;
import ordeal.broker.request.Request;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeNetworkTest {
    private static final PeerAddress TWO = new PeerAddress(2, "peer-2", 9092);
    private static final long TIMEOUT_MS = 1000;

    private final VirtualTime time = new VirtualTime(1);
    private final FakeNetwork network = new FakeNetwork(new SplittableRandom(1));
    private final FakeHost one = network.join(1, time.newLoop("one"));
    private final List<Request> arrived = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private FakeHost two = network.join(2, time.newLoop("two"));

    @BeforeEach
    void listen() {
        var _ = two.listeners(new BrokerRegistration(List.of(), null)).open(arrived::add);
        time.runReady();
    }

    private void send(PeerChannel channel, int number) {
        channel.send(new CreateTopicsRequestData().setTimeoutMs(number), TIMEOUT_MS, response -> {
            switch (response) {
                case PeerResponse.Answered(CreateTopicsResponseData answer) ->
                    outcomes.add(number + " answered " + answer.throttleTimeMs());
                case PeerResponse.Answered(var other) -> outcomes.add(number + " answered " + other);
                case PeerResponse.Failed(String reason) -> outcomes.add(number + " failed: " + reason);
            }
        });
    }

    private int number(int index) {
        return ((CreateTopicsRequestData) arrived.get(index).body()).timeoutMs();
    }

    private void answer(int index) {
        arrived.get(index).respond(new CreateTopicsResponseData().setThrottleTimeMs(number(index) * 10));
    }

    @Test
    void deliversWhatWasHeldAlsoAfterItsSenderHasGivenUp() {
        network.cut(1, 2);
        send(one.open(TWO), 1);
        time.advanceMs(TIMEOUT_MS);
        assertThat(arrived).isEmpty();
        assertThat(outcomes).hasSize(1);
        network.heal(1, 2, false);
        time.advanceMs(100);
        assertThat(arrived).hasSize(1);
        answer(0);
        time.advanceMs(100);
        assertThat(outcomes).as("nobody waits for that answer").hasSize(1);
    }

    @Test
    void losesWhatWasHeldWithItsConnection() {
        network.cut(1, 2);
        send(one.open(TWO), 1);
        time.advanceMs(100);
        network.heal(1, 2, true);
        time.advanceMs(100);
        assertThat(arrived).isEmpty();
        assertThat(outcomes).containsExactly("1 failed: reset");
    }

    @Test
    void holdsOneDirectionOnly() {
        network.cut(2, 1);
        send(one.open(TWO), 1);
        time.advanceMs(100);
        answer(0);
        time.advanceMs(100);
        assertThat(outcomes).isEmpty();
        network.heal(2, 1, false);
        time.advanceMs(100);
        assertThat(outcomes).containsExactly("1 answered 10");
    }

    @Test
    void breaksConnectionsOfAProcessThatIsGoneAndReachesTheNextOne() {
        PeerChannel channel = one.open(TWO);
        send(channel, 1);
        time.advanceMs(100);
        two.crash();
        time.advanceMs(100);
        assertThat(outcomes).containsExactly("1 failed: reset by host 2");
        send(channel, 2);
        time.advanceMs(100);
        assertThat(outcomes.getLast()).isEqualTo("2 failed: nobody listens at host 2");
        two = network.join(2, time.newLoop("two again"));
        listen();
        send(channel, 3);
        time.advanceMs(100);
        assertThat(number(1)).isEqualTo(3);
    }
}
