package ordeal.harness.cluster.docker.engine;

import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import java.util.Map;

/** A container of a test. Closing it removes it. */
public final class TestContainer implements AutoCloseable {
    private final Engine engine;
    private final String id;

    private TestContainer(Engine engine, String id) {
        this.engine = engine;
        this.id = id;
    }

    /** One that does nothing, until it is told to run something. */
    public static TestContainer idle(Engine engine, String image) {
        return start(engine, image, HostConfig.newHostConfig(), List.of("sleep", "infinity"));
    }

    public static TestContainer start(Engine engine, String image, HostConfig config, List<String> command) {
        String id = engine.client()
                .createContainerCmd(image)
                .withLabels(Map.of("ordeal", "test"))
                .withHostConfig(config.withNetworkMode("none"))
                .withCmd(command)
                .exec()
                .getId();
        TestContainer container = new TestContainer(engine, id);
        engine.client().startContainerCmd(id).exec();
        return container;
    }

    public String id() {
        return id;
    }

    public String name() {
        return engine.client().inspectContainerCmd(id).exec().getName().substring(1);
    }

    public ExecResult exec(String... command) throws InterruptedException {
        return engine.exec(id, "", List.of(command));
    }

    /** The exit code of the container's own command. */
    int awaitEnd() {
        return engine.client()
                .waitContainerCmd(id)
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode();
    }

    public void kill() {
        engine.client().killContainerCmd(id).exec();
        awaitEnd();
    }

    @Override
    public void close() {
        engine.client()
                .removeContainerCmd(id)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec();
    }
}
