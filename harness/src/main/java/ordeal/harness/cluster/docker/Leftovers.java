package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import ordeal.harness.cluster.docker.disk.DiskNames;
import ordeal.harness.cluster.docker.disk.DiskWorkshop;
import ordeal.harness.cluster.docker.engine.Engine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clusters leave in the engine, found by label: containers before networks and volumes, which they hold. */
record Leftovers(Engine engine) {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    /**
     * Removes what dead harnesses of this machine left.
     *
     * @return what was removed, in words
     */
    List<String> removeOfDeadHarnesses() {
        return remove(labels -> HarnessProcess.parse(labels.getOrDefault(RunLabels.HARNESS, ""))
                .map(HarnessProcess::isGone)
                .orElse(false));
    }

    /** Removes everything of one cluster. */
    void removeAllOf(RunLabels cluster) {
        Map<String, String> wanted = cluster.all();
        List<String> _ = remove(labels -> labels.entrySet().containsAll(wanted.entrySet()));
    }

    private List<String> remove(Predicate<Map<String, String>> unwanted) {
        List<Container> labelled = engine.client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(RunLabels.HARNESS))
                .exec();
        int disks = 0;
        for (Container container : labelled) {
            disks += unwanted.test(container.getLabels()) ? detachDisks(container) : 0;
        }
        int containers = 0;
        for (Container container : labelled) {
            containers += unwanted.test(container.getLabels())
                            && attempt(
                                    "container",
                                    container.getId(),
                                    () -> engine.client()
                                            .removeContainerCmd(container.getId())
                                            .withForce(true)
                                            .withRemoveVolumes(true)
                                            .exec())
                    ? 1
                    : 0;
        }
        int networks = 0;
        for (Network network : engine.client().listNetworksCmd().exec()) {
            networks += unwanted.test(network.getLabels() == null ? Map.of() : network.getLabels())
                            && attempt(
                                    "network",
                                    network.getName(),
                                    () -> engine.client()
                                            .removeNetworkCmd(network.getId())
                                            .exec())
                    ? 1
                    : 0;
        }
        int volumes = 0;
        for (InspectVolumeResponse volume :
                engine.client().listVolumesCmd().exec().getVolumes()) {
            volumes += unwanted.test(volume.getLabels() == null ? Map.of() : volume.getLabels())
                            && attempt(
                                    "volume",
                                    volume.getName(),
                                    () -> engine.client()
                                            .removeVolumeCmd(volume.getName())
                                            .exec())
                    ? 1
                    : 0;
        }
        List<String> removed = new ArrayList<>();
        add(removed, disks, "disks");
        add(removed, containers, "containers");
        add(removed, networks, "networks");
        add(removed, volumes, "volumes");
        return removed;
    }

    /**
     * Takes the disks of a cluster from the kernel, when this container is its workshop and still runs; how many. Those whose workshop is gone
     * are for the next cluster's.
     */
    private int detachDisks(Container container) {
        RunLabels labels = RunLabels.parse(container.getLabels()).orElse(null);
        if (labels == null || !"running".equals(container.getState())) {
            return 0;
        }
        DiskNames names = new DiskNames(labels.unique());
        if (!List.of(container.getNames()).contains("/" + names.workshop())) {
            return 0;
        }
        try {
            return DiskWorkshop.detachDisksOf(new EngineDisks(engine, container.getImage(), labels.all()), names)
                    .size();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (RuntimeException e) {
            log.warn("the disks of {} could not be detached", names.run(), e);
            return 0;
        }
    }

    private static void add(List<String> removed, int count, String what) {
        if (count > 0) {
            removed.add(count + " " + what);
        }
    }

    private static boolean attempt(String kind, String name, Runnable removal) {
        try {
            removal.run();
            return true;
        } catch (NotFoundException _) {
            return false;
        } catch (RuntimeException e) {
            log.warn("{} {} could not be removed", kind, name, e);
            return false;
        }
    }
}
