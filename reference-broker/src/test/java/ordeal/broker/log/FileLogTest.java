package ordeal.broker.log;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class FileLogTest extends LogContract {
    @TempDir
    Path folder;

    @Override
    Disk disk() {
        return new FileDisk(folder);
    }

    @AfterEach
    void giveTheFolderFree() {
        storage.close();
    }
}
