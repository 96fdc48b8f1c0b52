package ordeal.harness.cluster.docker.image;

import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.core.NameParser;
import java.util.function.Consumer;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.docker.engine.Causes;
import ordeal.harness.cluster.docker.engine.Engine;

/**
 * The image that node images are made from.
 *
 * @param name what it was asked for by
 * @param id the engine's own name for its content
 */
public record BaseImage(String name, String id) {
    /**
     * The image as the engine has it, pulled when the engine has none of that name.
     *
     * @param progress told in short sentences what a first use is doing
     */
    public static BaseImage ensure(Engine engine, String name, Consumer<String> progress) throws ClusterException {
        ImageBuilder images = new ImageBuilder(engine.client());
        String id = images.idOf(name).orElse("");
        if (id.isEmpty()) {
            progress.accept("the engine has no image " + name + ": pulling it");
            pull(engine, name);
            id = images.idOf(name)
                    .orElseThrow(() -> new ClusterException("The image " + name + " was pulled and is not there."));
        }
        return new BaseImage(name, id);
    }

    private static void pull(Engine engine, String name) throws ClusterException {
        NameParser.ReposTag parts = NameParser.parseRepositoryTag(name);
        try {
            engine.client()
                    .pullImageCmd(parts.repos)
                    .withTag(parts.tag.isEmpty() ? "latest" : parts.tag)
                    .exec(new PullImageResultCallback())
                    .awaitCompletion();
        } catch (RuntimeException e) {
            throw new ClusterException(
                    "The engine has no image %s, and it cannot be pulled (%s): run dev/local-base-image, which makes one from Debian packages, or name an image that is there."
                            .formatted(name, Causes.of(e)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while " + name + " was pulled.", e);
        }
    }
}
