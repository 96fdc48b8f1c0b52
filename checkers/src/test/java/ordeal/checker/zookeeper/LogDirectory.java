package ordeal.checker.zookeeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.TxnHeader;

/** A {@code version-2} directory written with ZooKeeper's own log writer. */
final class LogDirectory {
    private final Path directory;

    LogDirectory(Path directory) {
        try {
            this.directory = Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FileTxnLog.setPreallocSize(4096);
    }

    Path path() {
        return directory;
    }

    /** Appends one file in which each transaction creates {@code /n<zxid>}. */
    LogDirectory append(long... zxids) {
        FileTxnLog log = new FileTxnLog(directory.toFile());
        try (log) {
            for (long zxid : zxids) {
                Record txn = new CreateTxn(
                        "/n" + zxid, "data".getBytes(StandardCharsets.UTF_8), EmbeddedZooKeeper.OPEN, false, 1);
                TxnHeader header = new TxnHeader(1, 1, zxid, 1_000_000 + zxid, OpCode.create);
                log.append(new Request(1, 1, OpCode.create, header, txn, zxid));
            }
            log.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The name of a snapshot file is all that counts. */
    LogDirectory snapshot(long zxid) throws IOException {
        Files.createFile(directory.resolve("snapshot." + Long.toHexString(zxid)));
        return this;
    }

    Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            return all.getFirst();
        }
    }
}
