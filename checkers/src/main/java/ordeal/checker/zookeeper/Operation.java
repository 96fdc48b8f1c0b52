package ordeal.checker.zookeeper;

import java.util.List;

/**
 * One change that a ZooKeeper transaction made, with paths below the chroot once a {@link ClusterTimeline} hands it out. Data is
 * UTF-8 text, as everything is that a broker stores; absent data is the empty text.
 */
public sealed interface Operation {
    /** A znode was created, at data version 0. */
    record Create(String path, String data, boolean ephemeral) implements Operation {}

    /**
     * A znode's data was replaced.
     *
     * @param version the data version after it
     */
    record SetData(String path, String data, int version) implements Operation {}

    /** A znode was deleted by request; an ephemeral node that goes with its session is a {@link CloseSession}. */
    record Delete(String path) implements Operation {}

    /**
     * A multi asserted a data version, and it held.
     *
     * @param version the version in force; ZooKeeper logs one more than it, which is undone here
     */
    record Check(String path, int version) implements Operation {}

    /** A session began. */
    record CreateSession(int timeoutMs) implements Operation {}

    /**
     * The session ended, and its ephemeral nodes went with it.
     *
     * @param paths the nodes that the transaction lists; empty when written by a server that lists none
     */
    record CloseSession(List<String> paths) implements Operation {
        public CloseSession {
            paths = List.copyOf(paths);
        }
    }

    /**
     * A request that failed took its zxid and changed nothing. In a failed multi this stands for the operation to blame and for all
     * after it; those before it are logged as if they had happened.
     *
     * @param error ZooKeeper's error code
     */
    record Failed(int error) implements Operation {}

    /** A change that is no concern of a broker's: an access list, a quota. */
    record Other(int type) implements Operation {}
}
