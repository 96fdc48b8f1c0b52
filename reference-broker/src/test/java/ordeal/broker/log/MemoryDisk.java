package ordeal.broker.log;

import ordeal.broker.fake.MemoryLogStorage;
import ordeal.broker.port.EventLoop;

/** A disk in memory, on which what is written soon is not there before the loop runs. */
record MemoryDisk() implements LogScene.Disk {
    @Override
    public LogStorage first(EventLoop loop) {
        return new MemoryLogStorage(loop, 0);
    }

    @Override
    public LogStorage next(LogStorage before, EventLoop loop) {
        return ((MemoryLogStorage) before).afterKill();
    }
}
