package ordeal.broker.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoopContract;
import org.junit.jupiter.api.Test;

class FakeEventLoopTest extends EventLoopContract {
    private final VirtualTime time = new VirtualTime(1);
    private final FakeEventLoop loop = time.newLoop("loop");

    @Override
    protected EventLoop loop() {
        return loop;
    }

    @Override
    protected <T> T await(CompletableFuture<T> awaited) {
        return time.await(awaited);
    }

    @Test
    void aTimerRingsExactlyAtItsTime() {
        List<Long> rang = new ArrayList<>();
        loop.schedule(10, () -> rang.add(loop.nowNanos()));
        time.advanceMs(9);
        assertThat(rang).isEmpty();
        time.advanceMs(1);
        assertThat(rang).containsExactly(10_000_000L);
    }

    @Test
    void aStoppedLoopRunsNothingThatWaitedNorAnythingLater() {
        List<String> ran = new ArrayList<>();
        FakeEventLoop other = time.newLoop("other");
        loop.schedule(5, () -> ran.add("timer"));
        loop.execute(() -> ran.add("task"));
        loop.stop();
        loop.execute(() -> ran.add("later"));
        other.execute(() -> ran.add("task of another loop"));
        time.advanceMs(10);
        assertThat(ran).containsExactly("task of another loop");
    }

    @Test
    void aTaskIsOnItsOwnLoopOnly() {
        List<Boolean> inLoop = new ArrayList<>();
        FakeEventLoop other = time.newLoop("other");
        loop.execute(() -> inLoop.addAll(List.of(loop.inLoop(), other.inLoop())));
        time.runReady();
        assertThat(inLoop).containsExactly(true, false);
        assertThat(loop.inLoop()).isFalse();
    }
}
