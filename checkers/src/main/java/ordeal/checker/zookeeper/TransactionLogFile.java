package ordeal.checker.zookeeper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Adler32;

/**
 * One file {@code log.<zxid>} of a server's transaction log.
 *
 * <pre>
 * header:  magic "ZKLG" (4), version 2 (4), database id (8)
 * record:  Adler-32 of the transaction (8), its length (4), the transaction, 'B' (1)
 * end:     zeros up to the preallocated size, or the end of the file
 * </pre>
 *
 * <p>A record that is cut short, or that lacks its closing {@code B}, is what a killed server leaves: the file ends before it.
 * A whole record whose checksum is wrong is damage. ZooKeeper's own iterator cannot be used here: it reads both as a plain end.
 */
final class TransactionLogFile {
    private static final int MAGIC = 0x5A4B_4C47;
    private static final int VERSION = 2;
    private static final int FILE_HEADER_BYTES = 16;
    private static final int RECORD_HEADER_BYTES = 12;
    private static final byte END_OF_RECORD = 'B';

    private TransactionLogFile() {}

    /** A log that is damaged, as opposed to one that merely ends early. */
    static final class DamagedLogException extends IOException {
        private static final long serialVersionUID = 1;

        DamagedLogException(String message) {
            super(message);
        }
    }

    /**
     * The transactions of one file, in the order in which they lie there.
     *
     * @throws DamagedLogException when a checksum is wrong or this is no transaction log
     */
    static List<LoggedTransaction> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        List<LoggedTransaction> transactions = new ArrayList<>();
        if (bytes.remaining() < FILE_HEADER_BYTES) {
            return transactions;
        }
        int magic = bytes.getInt(0);
        if (magic == 0) {
            return transactions;
        }
        if (magic != MAGIC || bytes.getInt(4) != VERSION) {
            throw new DamagedLogException(file.getFileName() + " is no ZooKeeper transaction log");
        }
        bytes.position(FILE_HEADER_BYTES);
        while (bytes.remaining() >= RECORD_HEADER_BYTES) {
            int start = bytes.position();
            long checksum = bytes.getLong();
            int length = bytes.getInt();
            if (length <= 0 || length > bytes.remaining() - 1) {
                break;
            }
            byte[] transaction = new byte[length];
            bytes.get(transaction);
            if (bytes.get() != END_OF_RECORD) {
                break;
            }
            if (checksum(transaction) != checksum) {
                throw new DamagedLogException(
                        "wrong checksum in " + file.getFileName() + " at byte " + start + ": a damaged transaction");
            }
            transactions.add(TransactionDecoder.decode(transaction));
        }
        return transactions;
    }

    private static long checksum(byte[] transaction) {
        Adler32 adler = new Adler32();
        adler.update(transaction);
        return adler.getValue();
    }
}
