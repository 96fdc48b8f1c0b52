package ordeal.checker.zookeeper;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.jute.BinaryInputArchive;
import org.apache.jute.InputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.txn.CheckVersionTxn;
import org.apache.zookeeper.txn.CloseSessionTxn;
import org.apache.zookeeper.txn.CreateContainerTxn;
import org.apache.zookeeper.txn.CreateSessionTxn;
import org.apache.zookeeper.txn.CreateTTLTxn;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.DeleteTxn;
import org.apache.zookeeper.txn.ErrorTxn;
import org.apache.zookeeper.txn.MultiTxn;
import org.apache.zookeeper.txn.SetDataTxn;
import org.apache.zookeeper.txn.Txn;
import org.apache.zookeeper.txn.TxnHeader;
import org.jspecify.annotations.Nullable;

/** Makes a {@link LoggedTransaction} of one record's bytes, with ZooKeeper's own record classes and none of its server. */
final class TransactionDecoder {
    private TransactionDecoder() {}

    static LoggedTransaction decode(byte[] bytes) throws IOException {
        InputArchive archive = BinaryInputArchive.getArchive(new ByteArrayInputStream(bytes));
        TxnHeader header = new TxnHeader();
        header.deserialize(archive, "hdr");
        return new LoggedTransaction(
                header.getZxid(),
                header.getTime(),
                header.getClientId(),
                header.getCxid(),
                operations(header.getType(), archive));
    }

    private static List<Operation> operations(int type, InputArchive archive) throws IOException {
        Record txn = parse(type, archive);
        if (!(txn instanceof MultiTxn multi)) {
            return List.of(operation(type, txn));
        }
        List<Operation> operations = new ArrayList<>();
        for (Txn part : multi.getTxns()) {
            InputArchive inner = BinaryInputArchive.getArchive(new ByteArrayInputStream(part.getData()));
            operations.add(operation(part.getType(), parse(part.getType(), inner)));
        }
        return operations;
    }

    private static Operation operation(int type, @Nullable Record txn) {
        return switch (txn) {
            case CreateTxn create -> create(create.getPath(), create.getData(), create.getEphemeral());
            case CreateContainerTxn create -> create(create.getPath(), create.getData(), false);
            case CreateTTLTxn create -> create(create.getPath(), create.getData(), false);
            case SetDataTxn set -> new Operation.SetData(set.getPath(), text(set.getData()), set.getVersion());
            case DeleteTxn delete -> new Operation.Delete(delete.getPath());
            case CheckVersionTxn check -> new Operation.Check(check.getPath(), check.getVersion() - 1);
            case CreateSessionTxn session -> new Operation.CreateSession(session.getTimeOut());
            case CloseSessionTxn close -> new Operation.CloseSession(close.getPaths2Delete());
            case ErrorTxn error -> new Operation.Failed(error.getErr());
            case null, default ->
                type == OpCode.closeSession ? new Operation.CloseSession(List.of()) : new Operation.Other(type);
        };
    }

    private static Operation create(String path, byte @Nullable [] data, boolean ephemeral) {
        return new Operation.Create(path, text(data), ephemeral);
    }

    private static String text(byte @Nullable [] data) {
        return data == null ? "" : new String(data, StandardCharsets.UTF_8);
    }

    private static @Nullable Record parse(int type, InputArchive archive) throws IOException {
        Record txn = switch (type) {
            case OpCode.create, OpCode.create2 -> new CreateTxn();
            case OpCode.createTTL -> new CreateTTLTxn();
            case OpCode.createContainer -> new CreateContainerTxn();
            case OpCode.delete, OpCode.deleteContainer -> new DeleteTxn();
            case OpCode.setData -> new SetDataTxn();
            case OpCode.check -> new CheckVersionTxn();
            case OpCode.multi -> new MultiTxn();
            case OpCode.createSession -> new CreateSessionTxn();
            case OpCode.closeSession -> new CloseSessionTxn();
            case OpCode.error -> new ErrorTxn();
            default -> null;
        };
        if (txn == null) {
            return null;
        }
        try {
            txn.deserialize(archive, "txn");
        } catch (EOFException e) {
            if (type == OpCode.closeSession) {
                return null; // a server that lists no paths writes no body
            }
            throw e;
        }
        return txn;
    }
}
