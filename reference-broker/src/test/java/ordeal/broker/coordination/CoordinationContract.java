package ordeal.broker.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.CoordinationSession.Created;
import ordeal.broker.coordination.CoordinationSession.Persistence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every way to ZooKeeper must do: run on the fake, and on the real client and server. */
public abstract class CoordinationContract {
    private CoordinationSession session;

    /** Another session, connected; its news are told to {@link #nextNews}. */
    protected abstract CoordinationSession connect(String name);

    /** Runs an operation on the event loop and waits for its result, or throws what it failed with. */
    protected abstract <T> T run(Supplier<CompletableFuture<T>> operation) throws Exception;

    /** Waits for the next thing that was reported to {@link #report}. */
    protected abstract String nextNews() throws Exception;

    /** Reports something that happened on the event loop. */
    protected abstract void report(String news);

    /** Loses a session's connection; it comes back by itself, or with {@link #reconnect}. */
    protected abstract void loseConnection(CoordinationSession session) throws Exception;

    /** Lets sessions connect again. */
    protected abstract void reconnect() throws Exception;

    /** Ends a session from the server's side. */
    protected abstract void expire(CoordinationSession session) throws Exception;

    @BeforeEach
    void connectFirst() throws Exception {
        session = connect("first");
        assertThat(nextNews()).isEqualTo("first connected");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private Created create(String path, String data) throws Exception {
        return run(() -> session.create(path, bytes(data), Persistence.PERSISTENT));
    }

    private String text(CoordinationSession by, String path) throws Exception {
        return new String(run(() -> by.get(path)).data(), UTF_8);
    }

    private CoordinationException failure(Supplier<CompletableFuture<Object>> operation) throws Exception {
        Object outcome = run(() -> operation.get().handle((value, thrown) -> {
            Object caught = thrown == null ? "succeeded with " + value : PatientSession.cause(thrown);
            return caught;
        }));
        assertThat(outcome).isInstanceOf(CoordinationException.class);
        return (CoordinationException) outcome;
    }

    private static CompletableFuture<Object> any(CompletableFuture<?> future) {
        return future.thenApply(value -> value);
    }

    @Test
    void whatWasWrittenIsReadWithItsVersions() throws Exception {
        Created created = create("/a", "one");
        assertThat(created.path()).isEqualTo("/a");
        ZnodeStat written = run(() -> session.set("/a", bytes("two"), 0));
        Znode read = run(() -> session.get("/a"));
        assertThat(new String(read.data(), UTF_8)).isEqualTo("two");
        assertThat(read.stat()).isEqualTo(written);
        assertThat(written.version()).isEqualTo(1);
        assertThat(written.czxid()).isEqualTo(created.stat().czxid());
        assertThat(written.mzxid()).isGreaterThan(created.stat().mzxid());
        assertThat(written.ephemeralOwner()).isZero();
    }

    @Test
    void failuresSayWhy() throws Exception {
        create("/a", "");
        create("/a/b", "");
        assertThat(failure(() -> any(session.get("/missing"))).code()).isEqualTo(Code.NO_NODE);
        assertThat(failure(() -> any(session.children("/missing"))).code()).isEqualTo(Code.NO_NODE);
        assertThat(failure(() -> any(session.create("/a", bytes(""), Persistence.PERSISTENT)))
                        .code())
                .isEqualTo(Code.NODE_EXISTS);
        assertThat(failure(() -> any(session.create("/missing/b", bytes(""), Persistence.PERSISTENT)))
                        .code())
                .isEqualTo(Code.NO_NODE);
        assertThat(failure(() -> any(session.set("/a", bytes(""), 7))).code()).isEqualTo(Code.BAD_VERSION);
        assertThat(failure(() -> any(session.delete("/a", Operation.ANY_VERSION)))
                        .code())
                .isEqualTo(Code.NOT_EMPTY);
        assertThat(failure(() -> any(session.delete("/a/b", 7))).code()).isEqualTo(Code.BAD_VERSION);
    }

    @Test
    void childrenAreSortedAndOnlyTheDirectOnes() throws Exception {
        create("/a", "");
        create("/a/y", "");
        create("/a/x", "");
        create("/a/x/deep", "");
        create("/ab", "");
        assertThat(run(() -> session.children("/a"))).containsExactly("x", "y");
        run(() -> session.delete("/a/y", 0));
        assertThat(run(() -> session.children("/a"))).containsExactly("x");
    }

    @Test
    void sequentialZnodesCountUp() throws Exception {
        create("/a", "");
        Created first = run(() -> session.create("/a/n_", bytes(""), Persistence.PERSISTENT_SEQUENTIAL));
        Created second = run(() -> session.create("/a/n_", bytes(""), Persistence.PERSISTENT_SEQUENTIAL));
        assertThat(first.path()).isEqualTo("/a/n_0000000000");
        assertThat(second.path()).isEqualTo("/a/n_0000000001");
    }

    @Test
    void ephemeralZnodesGoWithTheirSession() throws Exception {
        CoordinationSession second = connect("second");
        assertThat(nextNews()).isEqualTo("second connected");
        Created created = run(() -> second.create("/e", bytes(""), Persistence.EPHEMERAL));
        assertThat(created.stat().ephemeralOwner()).isEqualTo(second.id()).isNotZero();
        run(() -> session.watch("/e", () -> report("changed /e")));
        run(second::close);
        assertThat(nextNews()).isEqualTo("changed /e");
        assertThat(failure(() -> any(session.get("/e"))).code()).isEqualTo(Code.NO_NODE);
        assertThat(failure(() -> any(second.get("/"))).code()).isEqualTo(Code.SESSION_EXPIRED);
    }

    @Test
    void aMultiIsCarriedOutWholly() throws Exception {
        create("/fence", "0");
        MultiResult result = run(() -> session.multi(List.of(
                new Operation.Check("/fence", 0),
                new Operation.Create("/m", bytes(""), Persistence.EPHEMERAL),
                new Operation.Set("/m", bytes("data"), 0))));
        Znode read = run(() -> session.get("/m"));
        assertThat(result.stat(2)).isEqualTo(read.stat());
        assertThat(read.stat().czxid()).isEqualTo(read.stat().mzxid());
        assertThat(read.stat().version()).isEqualTo(1);
        assertThat(result.stats().get(0)).isEmpty();
    }

    @Test
    void aMultiThatFailsDoesNothingAndNamesTheStep() throws Exception {
        create("/fence", "0");
        create("/state", "old");
        CoordinationException fenced = failure(() -> any(session.multi(
                List.of(new Operation.Check("/fence", 3), new Operation.Set("/state", bytes("new"), 0)))));
        assertThat(fenced.code()).isEqualTo(Code.BAD_VERSION);
        assertThat(fenced.failedStep()).isZero();
        CoordinationException stale = failure(() -> any(session.multi(List.of(
                new Operation.Check("/fence", 0),
                new Operation.Create("/made", bytes(""), Persistence.PERSISTENT),
                new Operation.Set("/state", bytes("new"), 5)))));
        assertThat(stale.code()).isEqualTo(Code.BAD_VERSION);
        assertThat(stale.failedStep()).isEqualTo(2);
        assertThat(text(session, "/state")).isEqualTo("old");
        assertThat(failure(() -> any(session.get("/made"))).code()).isEqualTo(Code.NO_NODE);
    }

    @Test
    void resultsComeInTheOrderOfTheOperations() throws Exception {
        run(() -> {
            var _ = session.create("/a", bytes(""), Persistence.PERSISTENT).thenAccept(_ -> report("created"));
            var _ = session.set("/a", bytes("x"), 0).thenAccept(_ -> report("set"));
            var _ = session.get("/missing").handle((_, _) -> {
                report("failed");
                return null;
            });
            return session.get("/a").thenAccept(_ -> report("read"));
        });
        assertThat(List.of(nextNews(), nextNews(), nextNews(), nextNews()))
                .containsExactly("created", "set", "failed", "read");
    }

    @Test
    void aWatchTellsOfEveryKindOfChangeAgainAndAgain() throws Exception {
        run(() -> session.watch("/w", () -> report("changed")));
        create("/w", "");
        assertThat(nextNews()).isEqualTo("changed");
        run(() -> session.set("/w", bytes("x"), 0));
        assertThat(nextNews()).isEqualTo("changed");
        create("/w/child", "");
        assertThat(nextNews()).isEqualTo("changed");
        run(() -> session.delete("/w/child", 0));
        assertThat(nextNews()).isEqualTo("changed");
        run(() -> session.delete("/w", Operation.ANY_VERSION));
        assertThat(nextNews()).isEqualTo("changed");
    }

    @Test
    void aWatchTellsOfAChangeBeforeALaterReadSeesIt() throws Exception {
        create("/w", "old");
        run(() -> session.watch("/w", () -> report("changed")));
        run(() -> {
            var _ = session.set("/w", bytes("new"), 0);
            return session.get("/w").thenAccept(znode -> report(new String(znode.data(), UTF_8)));
        });
        assertThat(List.of(nextNews(), nextNews())).containsExactly("changed", "new");
    }

    @Test
    void aSessionOutlivesItsConnectionAndItsWatchesTellOfWhatHappenedMeanwhile() throws Exception {
        create("/w", "old");
        CoordinationSession second = connect("second");
        assertThat(nextNews()).isEqualTo("second connected");
        long id = second.id();
        run(() -> second.create("/e", bytes(""), Persistence.EPHEMERAL));
        run(() -> second.watch("/w", () -> report("changed")));
        loseConnection(second);
        assertThat(nextNews()).isEqualTo("second disconnected");
        run(() -> session.set("/w", bytes("new"), 0));
        reconnect();
        assertThat(nextNews()).isEqualTo("second connected");
        assertThat(nextNews()).isEqualTo("changed");
        assertThat(second.id()).isEqualTo(id);
        assertThat(text(second, "/e")).isEmpty();
        assertThat(text(second, "/w")).isEqualTo("new");
    }

    @Test
    void anExpiredSessionFailsEverythingBeforeItSaysSoAndEverythingAfterwards() throws Exception {
        CoordinationSession second = connect("second");
        assertThat(nextNews()).isEqualTo("second connected");
        run(() -> second.create("/e", bytes(""), Persistence.EPHEMERAL));
        loseConnection(second);
        assertThat(nextNews()).isEqualTo("second disconnected");
        expire(second);
        reconnect();
        assertThat(nextNews()).isEqualTo("second expired");
        assertThat(failure(() -> any(second.get("/e"))).code()).isEqualTo(Code.SESSION_EXPIRED);
        assertThat(failure(() -> any(session.get("/e"))).code()).isEqualTo(Code.NO_NODE);
    }
}
