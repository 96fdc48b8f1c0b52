package ordeal.broker.coordination.zookeeper;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoopContract;
import org.junit.jupiter.api.AfterEach;

class ThreadEventLoopTest extends EventLoopContract {
    private final ThreadEventLoop loop = new ThreadEventLoop();

    @Override
    protected EventLoop loop() {
        return loop;
    }

    @Override
    protected <T> T await(CompletableFuture<T> awaited) {
        return awaited.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @AfterEach
    void stop() {
        loop.close();
    }
}
