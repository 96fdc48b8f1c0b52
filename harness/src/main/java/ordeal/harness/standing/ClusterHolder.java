package ordeal.harness.standing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import ordeal.harness.cluster.Cluster;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.Deployment;
import ordeal.nemesis.port.Node;

/** The background harness's work: start a cluster, say that it is up, and hold it until the process is told to end. */
public final class ClusterHolder {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private ClusterHolder() {}

    /**
     * Starts the cluster below a folder and holds it. Returns when the process has been asked to end.
     *
     * @param jars the system's class path
     */
    public static void hold(Deployment deployment, ClusterPlan plan, List<Path> jars, Path folder)
            throws ClusterException, InterruptedException, IOException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.countDown();
            try {
                ended.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }));
        try (Cluster cluster = deployment.create(plan, jars, folder.resolve("nodes"), Long.MAX_VALUE)) {
            cluster.start(START_TIMEOUT);
            ProcessHandle self = ProcessHandle.current();
            new StandingCluster(
                            self.pid(),
                            StandingCluster.startMs(self),
                            plan.system().name() + " " + plan.system().version(),
                            cluster.bootstrapServers(),
                            cluster.zookeeperConnect(),
                            cluster.chroot(),
                            cluster.nodes().stream().map(Node::name).toList())
                    .write(folder);
            end.await();
            StandingCluster.forget(folder);
        } finally {
            ended.countDown();
        }
    }
}
