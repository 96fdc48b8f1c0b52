package ordeal.broker.port;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.broker.port.PeerTransport.PeerChannel;
import org.junit.jupiter.api.Test;

/** What a way to other brokers must do when the peer is another process, which may end. */
public abstract class RemotePeerContract extends PeerTransportContract {
    /** Ends the peer's process, with all its connections. */
    protected abstract void stopPeer();

    @Test
    void aPeerThatEndsFailsWhatIsUnderWayAndWhatComesLater() {
        PeerChannel channel = open(peer());
        Asked first = send(channel, 1, LONG_MS);
        next();
        Asked second = send(channel, 2, LONG_MS);
        stopPeer();
        assertThat(failure(first)).isNotEmpty().doesNotContain("within");
        assertThat(failure(second)).isNotEmpty().doesNotContain("within");
        assertThat(failure(send(channel, 3, LONG_MS))).isNotEmpty().doesNotContain("within");
    }

    @Test
    void anAnswerThatArrivedBeforeThePeerEndedStands() {
        PeerChannel channel = open(peer());
        Asked first = send(channel, 1, LONG_MS);
        Asked second = send(channel, 2, LONG_MS);
        answer(next());
        assertAnswered(first);
        stopPeer();
        assertThat(failure(second)).isNotEmpty();
        assertAnswered(first);
    }

    @Test
    void aChannelConnectsWithItsFirstRequestOnly() {
        PeerChannel channel = open(peer());
        stopPeer();
        assertThat(failure(send(channel, 1, LONG_MS))).isNotEmpty().doesNotContain("within");
    }
}
