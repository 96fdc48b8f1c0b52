package ordeal.checker.zookeeper;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One transaction of ZooKeeper's log.
 *
 * @param zxid its place in the order of all transactions
 * @param epochMs wall clock of the server that prepared it
 * @param session the session that asked for it
 * @param requestId the session's number of the request (cxid)
 * @param operations what it did, in order: one for a plain request, any number for a multi
 */
public record LoggedTransaction(long zxid, long epochMs, long session, int requestId, List<Operation> operations) {
    public LoggedTransaction {
        operations = List.copyOf(operations);
    }

    /** Whether it failed and changed nothing: a multi happens as a whole or not at all. */
    public boolean failed() {
        return operations.stream().anyMatch(Operation.Failed.class::isInstance);
    }

    /** The version that the transaction asserts of this path. */
    public Optional<Operation.Check> checkOf(String path) {
        return operations.stream()
                .filter(Operation.Check.class::isInstance)
                .map(Operation.Check.class::cast)
                .filter(check -> check.path().equals(path))
                .findFirst();
    }

    /** Short form for witnesses: zxid, session and operations. */
    public String describe() {
        return String.format(Locale.ROOT, "zxid 0x%x session 0x%x: %s", zxid, session, operations);
    }

    /** The same transaction with paths below the chroot; operations outside it are left out. */
    LoggedTransaction below(String chroot) {
        if (chroot.isEmpty()) {
            return this;
        }
        List<Operation> inside = operations.stream()
                .flatMap(operation -> rebase(operation, chroot).stream())
                .toList();
        return new LoggedTransaction(zxid, epochMs, session, requestId, inside);
    }

    private static Optional<Operation> rebase(Operation operation, String chroot) {
        return switch (operation) {
            case Operation.Create create ->
                relative(create.path(), chroot)
                        .map(path -> new Operation.Create(path, create.data(), create.ephemeral()));
            case Operation.SetData set ->
                relative(set.path(), chroot).map(path -> new Operation.SetData(path, set.data(), set.version()));
            case Operation.Delete delete -> relative(delete.path(), chroot).map(Operation.Delete::new);
            case Operation.Check check ->
                relative(check.path(), chroot).map(path -> new Operation.Check(path, check.version()));
            case Operation.CloseSession close ->
                Optional.of(new Operation.CloseSession(close.paths().stream()
                        .flatMap(path -> relative(path, chroot).stream())
                        .toList()));
            case Operation.CreateSession _, Operation.Failed _, Operation.Other _ -> Optional.of(operation);
        };
    }

    private static Optional<String> relative(String path, String chroot) {
        return path.startsWith(chroot + "/") ? Optional.of(path.substring(chroot.length())) : Optional.empty();
    }
}
