package ordeal.harness.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.Deployment;
import ordeal.harness.cluster.docker.DockerDeployment;
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

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the choice as it is typed. */
    static final class Converter implements ITypeConverter<DeploymentChoice> {
        @Override
        public DeploymentChoice convert(String text) {
            return Arrays.stream(values())
                    .filter(choice -> choice.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' (allowed: "
                            + Arrays.stream(values())
                                    .map(DeploymentChoice::toString)
                                    .collect(Collectors.joining(", "))
                            + ")"));
        }
    }
}
