package ordeal.broker.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.PeerTransport;
import org.apache.kafka.common.message.LeaderAndIsrResponseData;
import org.apache.kafka.common.message.StopReplicaResponseData;
import org.apache.kafka.common.message.UpdateMetadataResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/** Peers that write down what they are asked, and answer a controller's requests with success; some may be made to fail. */
public final class RecordingPeerTransport implements PeerTransport {
    private final EventLoop loop;
    private final List<Sent> sent = new ArrayList<>();
    private final Set<Integer> failing = new TreeSet<>();
    private Function<Sent, ApiMessage> answers = RecordingPeerTransport::success;

    /** A request as it was sent. */
    public record Sent(int broker, ApiMessage request) {
        /** Which API. */
        public ApiKeys api() {
            return ApiKeys.forId(request.apiKey());
        }
    }

    /** Peers of the broker with that event loop. */
    public RecordingPeerTransport(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public PeerChannel open(PeerAddress peer) {
        return new PeerChannel() {
            private boolean closed;

            @Override
            public void send(ApiMessage request, long timeoutMs, Consumer<PeerResponse> handler) {
                if (closed) {
                    throw new IllegalStateException("a closed channel to " + peer);
                }
                Sent message = new Sent(peer.brokerId(), request);
                sent.add(message);
                loop.execute(() -> handler.accept(
                        closed || failing.contains(peer.brokerId())
                                ? new PeerResponse.Failed("in the fake")
                                : new PeerResponse.Answered(answers.apply(message))));
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    /** Lets all requests to a broker fail, or succeed again. */
    public void fail(int broker, boolean fails) {
        if (fails) {
            failing.add(broker);
        } else {
            failing.remove(broker);
        }
    }

    /** Answers differently. */
    public void answer(Function<Sent, ApiMessage> how) {
        answers = how;
    }

    /** Everything sent so far, in order. */
    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Everything of one kind sent to a broker, in order. */
    public <T extends ApiMessage> List<T> sentTo(int broker, Class<T> kind) {
        return sent.stream()
                .filter(message -> message.broker() == broker)
                .map(Sent::request)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Forgets what was sent so far. */
    public void forget() {
        sent.clear();
    }

    /** The answer of a broker that does what it is told. */
    public static ApiMessage success(Sent message) {
        return switch (message.api()) {
            case LEADER_AND_ISR -> new LeaderAndIsrResponseData();
            case UPDATE_METADATA -> new UpdateMetadataResponseData();
            case STOP_REPLICA -> new StopReplicaResponseData();
            default -> throw new IllegalStateException("a controller does not send " + message.api());
        };
    }
}
