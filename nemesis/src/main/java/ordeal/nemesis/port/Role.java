package ordeal.nemesis.port;

import java.util.Locale;

/** What a node of the cluster is. */
public enum Role {
    BROKER,
    ZOOKEEPER;

    /** The role as node names begin with it, such as {@code broker}. */
    public String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
