package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import java.util.Map;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.ExecResult;
import ordeal.nemesis.port.InjectionException;

/**
 * A container in which commands are run for a while, as root. Closing it removes it.
 *
 * @param engine whose it is
 * @param id what the engine calls it
 */
record HelperContainer(Engine engine, String id) implements AutoCloseable {
    static HelperContainer start(Engine engine, String image, HostConfig config, Map<String, String> labels) {
        String id = engine.client()
                .createContainerCmd(image)
                .withLabels(labels)
                .withUser("0:0")
                .withHostConfig(config)
                .withCmd("sleep", "infinity")
                .exec()
                .getId();
        HelperContainer container = new HelperContainer(engine, id);
        engine.client().startContainerCmd(id).exec();
        return container;
    }

    /**
     * Runs a command and returns what it wrote to standard output.
     *
     * @throws InjectionException when its exit code is not 0, with what it wrote
     */
    String run(String stdin, List<String> command) throws InterruptedException {
        ExecResult result = engine.exec(id, stdin, command);
        if (result.exitCode() != 0) {
            throw new InjectionException("'%s' ended with %d: %s"
                    .formatted(
                            String.join(" ", command),
                            result.exitCode(),
                            result.err().strip()));
        }
        return result.out();
    }

    @Override
    public void close() {
        engine.client().removeContainerCmd(id).withForce(true).exec();
    }
}
