package ordeal.harness.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import ordeal.harness.cluster.Deployment;
import ordeal.harness.cluster.local.LocalDeployment;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a cluster runs. */
enum DeploymentChoice {
    /** As child processes of the harness. */
    LOCAL;

    /** What starts clusters there. */
    Deployment open() {
        return switch (this) {
            case LOCAL -> new LocalDeployment();
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
