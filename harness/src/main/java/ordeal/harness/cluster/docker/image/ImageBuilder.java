package ordeal.harness.cluster.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.docker.engine.Causes;

/** Finds and makes images in an engine. */
final class ImageBuilder {
    /** So that packages can be fetched where containers have no network of their own yet. */
    private static final String NETWORK = "host";

    private static final int KEPT_LINES = 15;

    private final DockerClient client;

    ImageBuilder(DockerClient client) {
        this.client = client;
    }

    /** The id of an image that the engine has. */
    Optional<String> idOf(String name) {
        try {
            return Optional.ofNullable(client.inspectImageCmd(name).exec().getId());
        } catch (NotFoundException _) {
            return Optional.empty();
        }
    }

    /** Makes the image of a step under its tag, whether it is there or not. */
    void build(ImageStep step) throws ClusterException {
        BuildOutput output = new BuildOutput();
        try {
            Path context = Files.createTempFile("ordeal-image-", ".tar");
            try {
                try (OutputStream out = Files.newOutputStream(context)) {
                    step.writeContext(out);
                }
                try (InputStream in = new BufferedInputStream(Files.newInputStream(context))) {
                    client.buildImageCmd(in)
                            .withTags(Set.of(step.tag()))
                            .withBuildArg("BELOW", step.below())
                            .withNetworkMode(NETWORK)
                            .withRemove(true)
                            .withForcerm(true)
                            .exec(output)
                            .awaitCompletion();
                    output.awaitImageId();
                }
            } finally {
                Files.deleteIfExists(context);
            }
        } catch (IOException | RuntimeException e) {
            throw new ClusterException(
                    "The image %s could not be made from %s: %s%s"
                            .formatted(step.tag(), step.below(), Causes.of(e), output.lastWords()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while the image " + step.tag() + " was made.", e);
        }
    }

    /** What the builder says. Written by the library's thread, read after the end. */
    private static final class BuildOutput extends BuildImageResultCallback {
        private final Deque<String> lastLines = new ArrayDeque<>();

        @Override
        public void onNext(BuildResponseItem item) {
            super.onNext(item);
            String line = item.getStream();
            if (line != null && !line.isBlank()) {
                lastLines.addLast(line.strip());
                if (lastLines.size() > KEPT_LINES) {
                    lastLines.removeFirst();
                }
            }
        }

        private String lastWords() {
            return lastLines.isEmpty() ? "" : ". The builder's last words:\n  " + String.join("\n  ", lastLines);
        }
    }
}
