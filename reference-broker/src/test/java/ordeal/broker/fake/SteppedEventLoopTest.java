package ordeal.broker.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoopContract;
import org.junit.jupiter.api.Test;

class SteppedEventLoopTest extends EventLoopContract {
    private static final int PATIENCE_MS = 1000;

    private final SteppedEventLoop loop = new SteppedEventLoop();

    @Override
    protected EventLoop loop() {
        return loop;
    }

    @Override
    protected <T> T await(CompletableFuture<T> awaited) {
        loop.runAll();
        for (int ms = 0; ms < PATIENCE_MS && !awaited.isDone(); ms++) {
            loop.advance(1);
        }
        assertThat(awaited).as("within " + PATIENCE_MS + " ms of virtual time").isDone();
        return awaited.join();
    }

    @Test
    void aTimerRingsExactlyAtItsTime() {
        List<Long> rang = new ArrayList<>();
        loop.schedule(10, () -> rang.add(loop.nowNanos()));
        loop.advance(9);
        assertThat(rang).isEmpty();
        loop.advance(1);
        assertThat(rang).containsExactly(10_000_000L);
    }
}
