package ordeal.broker.request;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.fake.FakeEventLoop;
import ordeal.broker.fake.FakeHost;
import ordeal.broker.fake.FakeNetwork;
import ordeal.broker.fake.VirtualTime;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.PeerTransportContract;

/** A broker that speaks with itself, and by the fake network with nobody else. */
class LoopbackPeerTransportTest extends PeerTransportContract {
    private static final int BROKER = 1;
    private static final int CUT_OFF = 2;
    private static final int NOBODY = 9;

    private final VirtualTime time = new VirtualTime(1);
    private final FakeNetwork network = new FakeNetwork(new SplittableRandom(1));
    private final FakeEventLoop loop = time.newLoop("broker");
    private final FakeHost others = network.join(BROKER, loop);
    private final PeerTransport transport =
            new LoopbackPeerTransport(BROKER, loop, SupportedApis.ofThisRelease(), this::handle, others);

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
        return transport;
    }

    @Override
    protected PeerAddress peer() {
        return new PeerAddress(BROKER, "nowhere", 1);
    }

    @Override
    protected void onPeer(Runnable task) {
        loop.execute(task);
    }

    @Override
    protected List<PeerAddress> unreachable() {
        return List.of(new PeerAddress(NOBODY, "nowhere", 1));
    }

    @Override
    protected PeerAddress silent() {
        network.cut(BROKER, CUT_OFF);
        return new PeerAddress(CUT_OFF, "nowhere", 1);
    }

    @Override
    protected <T> T await(CompletableFuture<T> awaited) {
        return time.await(awaited);
    }

    @Override
    protected void stop() {
        // Virtual worlds end by themselves.
    }
}
