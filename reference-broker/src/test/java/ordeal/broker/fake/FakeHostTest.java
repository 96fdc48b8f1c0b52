package ordeal.broker.fake;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.coordination.BrokerRegistration;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.RemotePeerContract;
import org.junit.jupiter.api.BeforeEach;

/** The fake network: a sender, a peer, one who does not listen, and one who cannot be reached. */
class FakeHostTest extends RemotePeerContract {
    private static final int NOBODY = 9;

    private final VirtualTime time = new VirtualTime(1);
    private final FakeNetwork network = new FakeNetwork(new SplittableRandom(1));
    private final FakeEventLoop loop = time.newLoop("sender");
    private final FakeHost sender = network.join(1, loop);
    private final FakeEventLoop peerLoop = time.newLoop("peer");
    private final FakeHost peer = network.join(2, peerLoop);
    private final FakeHost deaf = network.join(3, time.newLoop("deaf"));
    private final FakeHost silent = network.join(4, time.newLoop("silent"));

    @BeforeEach
    void listen() {
        for (FakeHost host : List.of(peer, silent)) {
            await(host.listeners(new BrokerRegistration(List.of(), null)).open(this::handle));
        }
    }

    @Override
    protected EventLoop loop() {
        return loop;
    }

    @Override
    protected boolean onLoop() {
        return loop.inLoop();
    }

    @Override
    protected PeerTransport transport() {
        return sender;
    }

    @Override
    protected PeerAddress peer() {
        return at(peer.id());
    }

    @Override
    protected void onPeer(Runnable task) {
        peerLoop.execute(task);
    }

    @Override
    protected List<PeerAddress> unreachable() {
        return List.of(at(deaf.id()), at(NOBODY));
    }

    @Override
    protected PeerAddress silent() {
        network.cut(sender.id(), silent.id());
        return at(silent.id());
    }

    @Override
    protected <T> T await(CompletableFuture<T> awaited) {
        return time.await(awaited);
    }

    @Override
    protected void stopPeer() {
        peer.crash();
        peerLoop.stop();
    }

    @Override
    protected void stop() {
        // Virtual worlds end by themselves.
    }

    private static PeerAddress at(int id) {
        return new PeerAddress(id, "peer-" + id, 9092);
    }
}
