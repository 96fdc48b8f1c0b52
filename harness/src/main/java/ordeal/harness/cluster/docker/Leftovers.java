package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clusters leave in the engine, found by label: containers first, since they hold the rest. */
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
        int containers = 0;
        for (Container container : engine.client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(RunLabels.HARNESS))
                .exec()) {
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
        add(removed, containers, "containers");
        add(removed, networks, "networks");
        add(removed, volumes, "volumes");
        return removed;
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
