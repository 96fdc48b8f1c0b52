package ordeal.broker.request;

import ordeal.broker.port.EventLoop;

/** Runs every task where it is handed over; timers never ring. */
final class InlineLoop implements EventLoop {
    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        return () -> {};
    }

    @Override
    public long nowNanos() {
        return 0;
    }

    @Override
    public long epochMs() {
        return 0;
    }
}
