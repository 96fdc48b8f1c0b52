package ordeal.harness.observe;

import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import ordeal.nemesis.port.ClusterState;

/** One look at a cluster that somebody else holds. */
public final class ClusterSnapshot {
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long POLL_MS = 20;

    private ClusterSnapshot() {}

    /** The cluster's state now; not current when ZooKeeper did not answer within a few seconds. */
    public static ClusterState of(String zookeeperConnect, String chroot) throws InterruptedException {
        try (ZooKeeperView view =
                new ZooKeeperView(zookeeperConnect, chroot, new TreeSet<>(), new TreeSet<>(), OptionalInt::empty)) {
            long deadlineNanos = System.nanoTime() + TIMEOUT_NANOS;
            while (!view.now().current() && System.nanoTime() - deadlineNanos < 0) {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
            return view.now();
        }
    }
}
