package ordeal.harness.standing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import ordeal.harness.cluster.Cluster;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.Deployment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background harness's work: start a cluster, say that it is up, hold it until the process is told to end, and bring home what its nodes
 * have written.
 */
public final class ClusterHolder {
    private static final Logger log = LoggerFactory.getLogger(ClusterHolder.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private ClusterHolder() {}

    /**
     * Starts the cluster below a folder and holds it. Returns when the process has been asked to end; then no node lives, and logs and
     * data are {@link StandingFolder#collected}.
     *
     * @param jars the system's class path
     */
    public static void hold(Deployment deployment, ClusterPlan plan, List<Path> jars, StandingFolder folder)
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
        try (Cluster cluster = deployment.create(plan, jars, folder.nodes(), Long.MAX_VALUE)) {
            cluster.start(START_TIMEOUT);
            noted(deployment, plan, cluster).write(folder.path());
            end.await();
            StandingCluster.forget(folder.path());
            cluster.collect(folder.collected()).forEach((node, evidence) -> {
                if (!evidence.complete()) {
                    log.warn("not all of {} was collected: {}", node, evidence.reason());
                }
            });
        } finally {
            ended.countDown();
        }
    }

    private static StandingCluster noted(Deployment deployment, ClusterPlan plan, Cluster cluster) {
        ProcessHandle self = ProcessHandle.current();
        Map<String, String> places = new LinkedHashMap<>();
        cluster.places().forEach((node, place) -> places.put(node.name(), place));
        return new StandingCluster(
                self.pid(),
                StandingCluster.startMs(self),
                deployment.name(),
                plan.system().name() + " " + plan.system().version(),
                cluster.bootstrapServers(),
                cluster.zookeeperConnect(),
                cluster.chroot(),
                places);
    }
}
