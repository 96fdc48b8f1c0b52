package ordeal.harness.cluster.docker.disk;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.ExecResult;

/** A real engine for tests of disks and clocks. Everything it makes is labelled as a test's. */
record TestDiskEngine(Engine engine, String image) implements DiskEngine {
    static final Map<String, String> LABELS = Map.of("ordeal", "test");

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
        startContainer(keeper.name(), "0:0", config, List.of(), keeper.command());
    }

    /** Starts a container of this name. */
    void startContainer(String name, String user, HostConfig config, List<String> environment, List<String> command) {
        String id = engine.client()
                .createContainerCmd(image)
                .withName(name)
                .withLabels(LABELS)
                .withUser(user)
                .withHostConfig(config)
                .withEnv(environment)
                .withCmd(command)
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
                .withLabels(LABELS)
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
