package ordeal.harness.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The systems that this harness can test. */
public final class Systems {
    private static final List<SystemUnderTest> ALL = List.of(
            new ReferenceBroker(Path.of(System.getProperty("ordeal.home", ".."), "reference-broker", "target")
                    .toAbsolutePath()
                    .normalize()),
            new Kafka39());

    private Systems() {}

    /** All of them; the first is the default. */
    public static List<SystemUnderTest> all() {
        return ALL;
    }

    /** The system of this name. */
    public static Optional<SystemUnderTest> named(String name) {
        return ALL.stream().filter(system -> system.name().equals(name)).findFirst();
    }
}
