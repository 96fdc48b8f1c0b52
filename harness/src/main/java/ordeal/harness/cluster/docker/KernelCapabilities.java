package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.model.HostConfig;
import java.util.Map;
import java.util.function.Consumer;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.docker.disk.DiskNames;
import ordeal.harness.cluster.docker.disk.DiskTrial;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.EngineException;
import ordeal.harness.cluster.docker.image.NodeImage;
import ordeal.harness.cluster.docker.link.LinkTrial;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import org.jspecify.annotations.Nullable;

/** What an engine and the kernel under it let us do, found out by trying, once, when first asked. */
final class KernelCapabilities {
    /** Whose namespace is tried does not matter: it is a container of its own. */
    private static final Node ANY = Node.broker(1);

    private final Engine engine;
    private final String baseImage;
    private final Consumer<String> progress;
    private @Nullable LinkTrial links;
    private @Nullable DiskTrial disks;

    KernelCapabilities(Engine engine, String baseImage, Consumer<String> progress) {
        this.engine = engine;
        this.baseImage = baseImage;
        this.progress = progress;
    }

    /** Whether this can be had here and now. */
    Availability availability(Capability capability) {
        return switch (capability) {
            case PROCESS_KILL, PROCESS_PAUSE, RECREATE, OPERATOR, DISK_WIPE, BIT_ROT, CLOCK ->
                new Availability.Available();
            case UNSYNCED_TAIL, DISK_FULL -> disks().fileSystems();
            case DISK_ERROR -> disks().failure();
            case DISK_SLOW -> disks().throttle();
            case NETWORK -> links().cut();
            case LINK_LOSS -> links().loss();
            case LINK_DEAF -> links().deaf();
            case LINK_RATE -> links().rate();
            case LINK_DELAY -> links().delay();
            case LINK_REORDER -> links().reorder();
            case LINK_DUPLICATE -> links().duplicate();
            case LINK_CORRUPT -> links().corrupt();
        };
    }

    private synchronized LinkTrial links() {
        if (links == null) {
            links = tried();
        }
        return links;
    }

    private synchronized DiskTrial disks() {
        if (disks == null) {
            disks = triedDisks();
        }
        return disks;
    }

    private DiskTrial triedDisks() {
        RunLabels labels = new RunLabels("trial", HarnessProcess.self());
        try {
            String image = NodeImage.tools(engine, baseImage, progress);
            try (UnbrokenWork _ = UnbrokenWork.begin()) {
                return DiskTrial.on(new EngineDisks(engine, image, labels.all()), new DiskNames(labels.unique()));
            }
        } catch (ClusterException e) {
            return DiskTrial.none(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return DiskTrial.none("it could not be tried: interrupted");
        }
    }

    private LinkTrial tried() {
        try {
            String image = NodeImage.tools(engine, baseImage, progress);
            try (UnbrokenWork _ = UnbrokenWork.begin();
                    HelperContainer container = HelperContainer.start(
                            engine,
                            image,
                            HostConfig.newHostConfig()
                                    .withNetworkMode("none")
                                    .withCapAdd(com.github.dockerjava.api.model.Capability.NET_ADMIN),
                            Map.of(RunLabels.HARNESS, HarnessProcess.self().label()))) {
                return LinkTrial.in(ANY, (_, stdin, command) -> container.run(stdin, command));
            }
        } catch (ClusterException | EngineException | InjectionException e) {
            return LinkTrial.none(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return LinkTrial.none("it could not be tried: interrupted");
        }
    }
}
