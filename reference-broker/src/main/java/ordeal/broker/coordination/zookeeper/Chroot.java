package ordeal.broker.coordination.zookeeper;

import java.util.function.Consumer;
import ordeal.broker.coordination.CoordinationSession.Persistence;
import ordeal.broker.coordination.Operation;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The path below which a cluster keeps everything. It is put before every path here rather than in the client's connect string, for
 * a client with a chroot cannot create it.
 */
final class Chroot {
    private static final Logger log = LoggerFactory.getLogger(Chroot.class);

    private final String prefix;

    Chroot(String prefix) {
        this.prefix = prefix;
    }

    String full(String path) {
        return prefix + path;
    }

    String inner(String path) {
        return path.substring(prefix.length());
    }

    Op step(Operation operation) {
        String path = full(operation.path());
        return switch (operation) {
            case Operation.Create create ->
                Op.create(path, create.data(), ZooDefs.Ids.OPEN_ACL_UNSAFE, mode(create.persistence()));
            case Operation.Set set -> Op.setData(path, set.data(), set.expectedVersion());
            case Operation.Delete delete -> Op.delete(path, delete.expectedVersion());
            case Operation.Check check -> Op.check(path, check.expectedVersion());
        };
    }

    /**
     * Creates it when it is missing.
     *
     * @param done called on the client's thread: whether it exists now
     */
    void ensure(ZooKeeper client, Consumer<Boolean> done) {
        ensure(client, prefix.indexOf('/', 1), done);
    }

    private void ensure(ZooKeeper client, int end, Consumer<Boolean> done) {
        if (prefix.isEmpty()) {
            done.accept(true);
            return;
        }
        String path = end < 0 ? prefix : prefix.substring(0, end);
        client.create(
                path,
                new byte[0],
                ZooDefs.Ids.OPEN_ACL_UNSAFE,
                CreateMode.PERSISTENT,
                (code, _, _, _) -> {
                    boolean exists = code == KeeperException.Code.OK.intValue()
                            || code == KeeperException.Code.NODEEXISTS.intValue();
                    if (!exists) {
                        log.warn("cannot create {}: {}", path, KeeperException.Code.get(code));
                        done.accept(false);
                    } else if (end < 0) {
                        done.accept(true);
                    } else {
                        ensure(client, prefix.indexOf('/', end + 1), done);
                    }
                },
                null);
    }

    static CreateMode mode(Persistence persistence) {
        return switch (persistence) {
            case PERSISTENT -> CreateMode.PERSISTENT;
            case PERSISTENT_SEQUENTIAL -> CreateMode.PERSISTENT_SEQUENTIAL;
            case EPHEMERAL -> CreateMode.EPHEMERAL;
        };
    }
}
