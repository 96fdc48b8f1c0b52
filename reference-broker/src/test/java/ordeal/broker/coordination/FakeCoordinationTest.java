package ordeal.broker.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.CoordinationSession.Persistence;
import ordeal.broker.fake.FakeCoordination;
import ordeal.broker.fake.FakeEventLoop;
import ordeal.broker.fake.FakeZooKeeper;
import ordeal.broker.fake.VirtualTime;
import org.junit.jupiter.api.Test;

class FakeCoordinationTest extends CoordinationContract {
    private final VirtualTime time = new VirtualTime(7);
    private final FakeZooKeeper zookeeper = new FakeZooKeeper(time.newLoop("zookeeper"), 3000);
    private final FakeEventLoop loop = time.newLoop("client");
    private final Map<CoordinationSession, FakeCoordination> clients = new HashMap<>();
    private final Queue<String> news = new ArrayDeque<>();

    @Override
    protected CoordinationSession connect(String name) {
        FakeCoordination client = zookeeper.client(loop);
        CoordinationSession session = client.connect(new SessionNews(name, this::report));
        clients.put(session, client);
        return session;
    }

    @Override
    protected <T> T run(Supplier<CompletableFuture<T>> operation) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            var _ = operation.get().whenComplete((value, failed) -> {
                if (failed == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(failed);
                }
            });
        });
        time.runUntil(result::isDone, 60_000);
        return result.getNow(null);
    }

    @Override
    protected String nextNews() {
        assertThat(time.runUntil(() -> !news.isEmpty(), 60_000)).isTrue();
        return news.remove();
    }

    @Override
    protected void report(String told) {
        news.add(told);
    }

    @Override
    protected void loseConnection(CoordinationSession session) {
        clientOf(session).cut(true);
    }

    private FakeCoordination clientOf(CoordinationSession session) {
        return Objects.requireNonNull(clients.get(session), "a session of this test");
    }

    @Override
    protected void reconnect() {
        clients.values().forEach(FakeCoordination::restore);
    }

    @Override
    protected void expire(CoordinationSession session) {
        zookeeper.expire(session.id());
    }

    @Test
    void aLostOperationIsCarriedOutOrNotAsTheTestWants() {
        for (boolean carriedOut : new boolean[] {true, false}) {
            FakeCoordination client = zookeeper.client(loop);
            CoordinationSession session = client.connect(new SessionNews("lossy", this::report));
            assertThat(nextNews()).isNotEmpty();
            time.runReady();
            news.clear();
            String path = "/lost-" + carriedOut;
            client.loseConnectionAt(write -> write.getFirst().path().equals(path), carriedOut, 100);
            Code code = run(() -> session.create(path, new byte[0], Persistence.PERSISTENT)
                    .handle((_, failed) -> PatientSession.code(failed)));
            assertThat(code).isEqualTo(Code.CONNECTION_LOSS);
            assertThat(zookeeper.read(path).isPresent()).isEqualTo(carriedOut);
            assertThat(nextNews()).isEqualTo("lossy disconnected");
            assertThat(nextNews()).isEqualTo("lossy connected");
            news.clear();
        }
    }

    @Test
    void aClientThatIsCutOffForTheSessionTimeoutLosesItsSession() {
        CoordinationSession session = connect("lonely");
        time.runReady();
        news.clear();
        run(() -> session.create("/e", new byte[0], Persistence.EPHEMERAL));
        clientOf(session).cut(false);
        time.advanceMs(2999);
        assertThat(zookeeper.read("/e")).isPresent();
        time.advanceMs(1);
        assertThat(zookeeper.read("/e")).isEmpty();
        assertThat(news).containsExactly("lonely disconnected");
        clientOf(session).restore();
        time.runReady();
        assertThat(news).containsExactly("lonely disconnected", "lonely expired");
    }
}
