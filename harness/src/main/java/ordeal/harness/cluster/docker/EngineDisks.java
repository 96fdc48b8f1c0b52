package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ordeal.harness.cluster.docker.disk.DiskEngine;
import ordeal.harness.cluster.docker.disk.DiskKeeper;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.ExecResult;

/**
 * What disks and clocks need, from the engine.
 *
 * @param engine the engine
 * @param image the nodes' image, which has the tools
 * @param labels of everything that is made
 */
public record EngineDisks(Engine engine, String image, Map<String, String> labels) implements DiskEngine {
    public EngineDisks {
        labels = Map.copyOf(labels);
    }

    @Override
    public Ended run(String container, List<String> command) throws InterruptedException {
        ExecResult result = engine.exec(container, "", command);
        return new Ended(result.exitCode(), result.out(), result.err());
    }

    @Override
    public void start(DiskKeeper keeper) {
        List<Bind> binds = new ArrayList<>();
        keeper.volumes().forEach((place, volume) -> binds.add(new Bind(volume, new Volume(place))));
        keeper.folders().forEach((place, folder) -> binds.add(new Bind(folder, new Volume(place))));
        HostConfig config = HostConfig.newHostConfig()
                .withNetworkMode("none")
                .withBinds(binds)
                .withCapAdd(
                        keeper.capabilities().stream().map(Capability::valueOf).toArray(Capability[]::new))
                .withSecurityOpts(keeper.securityOptions())
                .withDeviceCgroupRules(keeper.deviceRules());
        String id = engine.client()
                .createContainerCmd(image)
                .withName(keeper.name())
                .withLabels(labels)
                .withUser("0:0")
                .withHostConfig(config)
                .withCmd(keeper.command())
                .exec()
                .getId();
        engine.client().startContainerCmd(id).exec();
    }

    @Override
    public void removeContainer(String name) {
        try {
            engine.client().removeContainerCmd(name).withForce(true).exec();
        } catch (NotFoundException _) {
            // As it should be.
        }
    }

    @Override
    public String idOf(String container) {
        return engine.client().inspectContainerCmd(container).exec().getId();
    }

    @Override
    public void makeVolume(String name, Map<String, String> options) {
        engine.client()
                .createVolumeCmd()
                .withName(name)
                .withDriver("local")
                .withDriverOpts(options)
                .withLabels(labels)
                .exec();
    }

    @Override
    public void removeVolume(String name) {
        try {
            engine.client().removeVolumeCmd(name).exec();
        } catch (NotFoundException _) {
            // As it should be.
        }
    }
}
