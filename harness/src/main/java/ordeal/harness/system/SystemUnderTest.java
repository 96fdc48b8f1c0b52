package ordeal.harness.system;

import java.util.List;
import java.util.Optional;

/**
 * A system that can be tested: what to fetch, how to start it, what it leaves. The harness knows every system, the reference
 * broker among them, only through this.
 */
public interface SystemUnderTest {
    /** The name used on the command line, such as {@code kafka-3.9}. */
    String name();

    /** The exact version of its artifacts. */
    String version();

    /** What its nodes run from. */
    ClassPath classPath();

    /** The Java feature versions it runs on. */
    JavaRange javaVersions();

    /** How to start a broker. */
    Launch broker(BrokerPlace place, ClusterTuning tuning);

    /** How to start a ZooKeeper server. */
    Launch zookeeper(ZooKeeperPlace place, ClusterTuning tuning);

    /** The kinds of evidence its brokers leave beside their logs, such as {@code state-change-log}. */
    List<String> evidence();

    /** Bugs of this version that were met before and can be recognized in its logs. */
    List<KnownBug> knownBugs();

    /** The broker property that plants a bug on purpose; empty for a system that has none to plant. */
    Optional<String> bugProperty();

    /**
     * How long a new controller should be left in office before an operator moves it, unless one wants to meet a known bug; 0 when it does
     * not matter. In milliseconds.
     */
    int controllerSettleMs();

    /**
     * Java feature versions.
     *
     * @param min the oldest
     * @param max the newest it is known to run on
     */
    record JavaRange(int min, int max) {
        /** Whether a Java of this feature version will do. */
        public boolean contains(int version) {
            return min <= version && version <= max;
        }
    }
}
