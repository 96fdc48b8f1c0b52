package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ordeal.harness.cluster.docker.disk.DiskNames;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.TestContainer;
import ordeal.harness.cluster.docker.image.NodeImage;

/**
 * What an engine holds of one harness, seen from outside.
 *
 * @param containers their names
 * @param networks their names
 * @param volumes their names
 * @param disks the images of disks that the kernel shows as loop devices; a disk that is mounted is among them
 */
public record EngineContents(List<String> containers, List<String> networks, List<String> volumes, List<String> disks) {
    private static final String IMAGES_OF_DISKS =
            "cat /sys/block/loop*/loop/backing_file 2>/dev/null || true"; // The kernel's own list is no namespace's.

    /** What is there of a harness. */
    static EngineContents of(Engine engine, HarnessProcess harness) throws InterruptedException {
        return new EngineContents(
                containers(engine, harness),
                engine.client().listNetworksCmd().exec().stream()
                        .filter(network -> isOf(harness, network.getLabels()))
                        .map(Network::getName)
                        .toList(),
                engine.client().listVolumesCmd().exec().getVolumes().stream()
                        .filter(volume -> isOf(harness, volume.getLabels()))
                        .map(InspectVolumeResponse::getName)
                        .sorted()
                        .toList(),
                disks(engine)
                        .filter(image -> DiskNames.runOfImage(image)
                                .filter(run -> run.endsWith("-" + harness.pid()))
                                .isPresent())
                        .sorted()
                        .toList());
    }

    /** The names of a harness's containers, running or not. */
    static List<String> containers(Engine engine, HarnessProcess harness) {
        return engine
                .client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(RunLabels.HARNESS, harness.label()))
                .exec()
                .stream()
                .map(container -> container.getNames()[0].substring(1))
                .sorted()
                .toList();
    }

    /** The name of the one container that is called so within its cluster, such as {@code broker-1}. */
    String container(String name) {
        return containers.stream()
                .filter(container -> container.matches("ordeal-.*-\\d+-" + name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + containers));
    }

    private static Stream<String> disks(Engine engine) throws InterruptedException {
        try (TestContainer container = TestContainer.idle(engine, NodeImage.DEFAULT_BASE)) {
            return container.exec("sh", "-c", IMAGES_OF_DISKS).out().lines();
        }
    }

    private static boolean isOf(HarnessProcess harness, Map<String, String> labels) {
        return labels != null && harness.label().equals(labels.get(RunLabels.HARNESS));
    }

    /** Whether there is nothing. */
    boolean isEmpty() {
        return containers.isEmpty() && networks.isEmpty() && volumes.isEmpty() && disks.isEmpty();
    }
}
