package ordeal.broker.log;

import java.nio.file.Path;
import ordeal.broker.log.file.FileLogStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class FileLogTest extends LogContract {
    @TempDir
    Path folder;

    @Override
    LogStorage firstStorage() {
        return FileLogStorage.open(folder, loop);
    }

    @Override
    LogStorage nextStorage(LogStorage before) {
        before.close();
        return FileLogStorage.open(folder, loop);
    }

    @AfterEach
    void giveTheFolderFree() {
        storage.close();
    }
}
