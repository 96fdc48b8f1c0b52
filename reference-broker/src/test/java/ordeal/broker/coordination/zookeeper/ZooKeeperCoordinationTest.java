package ordeal.broker.coordination.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import ordeal.broker.coordination.CoordinationContract;
import ordeal.broker.coordination.CoordinationSession;
import ordeal.broker.coordination.SessionNews;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooKeeperCoordinationTest extends CoordinationContract {
    @TempDir
    Path directory;

    private final ThreadEventLoop loop = new ThreadEventLoop();
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final List<CoordinationSession> sessions = new ArrayList<>();
    private EmbeddedZooKeeper server;

    @BeforeEach
    void startServer() throws Exception {
        server();
    }

    private EmbeddedZooKeeper server() throws Exception {
        if (server == null) {
            server = new EmbeddedZooKeeper(directory);
        }
        return server;
    }

    @AfterEach
    void stop() throws Exception {
        for (CoordinationSession session : sessions) {
            run(session::close);
        }
        server().close();
        loop.close();
    }

    @Override
    protected CoordinationSession connect(String name) {
        return connect(name, "/ordeal/test");
    }

    private CoordinationSession connect(String name, String chroot) {
        try {
            String address = server().address();
            CoordinationSession session =
                    run(() -> CompletableFuture.completedFuture(new ZooKeeperCoordination(loop, address, chroot, 6000)
                            .connect(new SessionNews(name, this::report))));
            sessions.add(session);
            return session;
        } catch (Exception e) {
            throw new IllegalStateException("no session", e);
        }
    }

    @Override
    protected <T> T run(Supplier<CompletableFuture<T>> operation) throws Exception {
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
        return result.get(30, TimeUnit.SECONDS);
    }

    @Override
    protected String nextNews() throws Exception {
        String next = news.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("news within 30 s").isNotNull();
        return next;
    }

    @Override
    protected void report(String told) {
        news.add(told);
    }

    @Override
    protected void loseConnection(CoordinationSession session) throws Exception {
        server().dropConnection(session.id());
    }

    @Override
    protected void reconnect() {
        // The client does so by itself.
    }

    @Override
    protected void expire(CoordinationSession session) throws Exception {
        server().expire(session.id());
    }

    @Test
    void everythingLiesBelowTheChroot() throws Exception {
        CoordinationSession whole = connect("whole", "");
        assertThat(List.of(nextNews(), run(() -> whole.children("/ordeal")).toString()))
                .containsExactly("whole connected", "[test]");
    }
}
