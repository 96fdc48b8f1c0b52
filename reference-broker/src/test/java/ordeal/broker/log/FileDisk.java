package ordeal.broker.log;

import java.nio.file.Path;
import ordeal.broker.log.file.FileLogStorage;
import ordeal.broker.port.EventLoop;

/** A folder of the real disk. */
record FileDisk(Path folder) implements LogScene.Disk {
    @Override
    public LogStorage first(EventLoop loop) {
        return FileLogStorage.open(folder, loop);
    }

    @Override
    public LogStorage next(LogStorage before, EventLoop loop) {
        before.close();
        return FileLogStorage.open(folder, loop);
    }
}
