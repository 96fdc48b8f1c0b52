package ordeal.harness.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.Deployment;
import ordeal.harness.cluster.docker.DockerDeployment;
import ordeal.harness.cluster.docker.image.NodeImage;
import ordeal.harness.cluster.local.LocalDeployment;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a cluster runs. */
enum DeploymentChoice {
    /** As child processes of the harness. */
    LOCAL,
    /** In containers of a Docker engine. */
    DOCKER;

    /**
     * What starts clusters there.
     *
     * @param baseImage what the image of containers is made from
     * @throws ClusterException when there is no engine
     */
    Deployment open(String baseImage) throws ClusterException {
        return switch (this) {
            case LOCAL -> new LocalDeployment();
            case DOCKER -> DockerDeployment.connect(baseImage, System.err::println);
        };
    }

    /** The same, to look at what is there already. */
    Deployment open() throws ClusterException {
        return open(NodeImage.DEFAULT_BASE);
    }

    /** The choice that is typed so, and that its {@link Deployment#name} is. */
    static DeploymentChoice named(String name) throws ClusterException {
        return find(name)
                .orElseThrow(
                        () -> new ClusterException("There is no deployment '" + name + "' (there are " + all() + ")."));
    }

    private static Optional<DeploymentChoice> find(String name) {
        return Arrays.stream(values())
                .filter(choice -> choice.toString().equals(name))
                .findFirst();
    }

    private static String all() {
        return Arrays.stream(values()).map(DeploymentChoice::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the choice as it is typed. */
    static final class Converter implements ITypeConverter<DeploymentChoice> {
        @Override
        public DeploymentChoice convert(String text) {
            return find(text).orElseThrow(() -> new TypeConversionException("'" + text + "' (allowed: " + all() + ")"));
        }
    }
}
