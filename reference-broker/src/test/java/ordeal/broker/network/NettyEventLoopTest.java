package ordeal.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoopContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(NettyTransport.class)
class NettyEventLoopTest extends EventLoopContract {
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final NettyEventLoop loop;

    NettyEventLoopTest(NettyTransport transport) {
        loop = new NettyEventLoop("test-loop", failures::add, transport);
    }

    @Override
    protected EventLoop loop() {
        return loop;
    }

    @Override
    protected <T> T await(CompletableFuture<T> awaited) {
        return TestServer.await(awaited);
    }

    @AfterEach
    void stop() {
        loop.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void whatEscapesFromTasksAndTimersIsToldAndTheLoopGoesOn() {
        onLoop(() -> loop.schedule(0, () -> {
            throw new IllegalStateException("timer");
        }));
        pass(5);
        loop.execute(() -> {
            throw new AssertionError("task");
        });
        onLoop(() -> {});
        assertThat(failures).extracting(Throwable::getMessage).containsExactly("timer", "task");
        failures.clear();
    }

    @Test
    void aClosedLoopRunsNothingMore() {
        List<String> ran = new ArrayList<>();
        onLoop(() -> {
            loop.schedule(60_000, () -> ran.add("timer"));
            ran.add("task");
        });
        loop.close();
        loop.execute(() -> ran.add("later"));
        assertThat(ran).containsExactly("task");
    }
}
