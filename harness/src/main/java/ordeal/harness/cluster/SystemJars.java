package ordeal.harness.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ordeal.harness.artifact.ArtifactCache;
import ordeal.harness.artifact.ArtifactException;
import ordeal.harness.system.ClassPath;
import ordeal.harness.system.SystemUnderTest;

/** The class path of a system under test, as files. */
public final class SystemJars {
    private SystemJars() {}

    /**
     * The files, fetched on first use when they must be.
     *
     * @param progress told in short sentences what a first use is doing
     * @throws ArtifactException when they cannot be had; the message says what to do
     */
    public static List<Path> of(SystemUnderTest system, Consumer<String> progress) {
        return switch (system.classPath()) {
            case ClassPath.Fetched(String name, var artifacts) ->
                new ArtifactCache(ArtifactCache.defaultRoot(), progress).jars(name, artifacts);
            case ClassPath.Built(Path classes, Path libraries) -> built(system, classes, libraries);
        };
    }

    private static List<Path> built(SystemUnderTest system, Path classes, Path libraries) {
        if (!Files.isDirectory(classes) || !Files.isDirectory(libraries)) {
            throw new ArtifactException("The " + system.name() + " system has not been built: there is no " + classes
                    + ". './ordeal' builds it; with Maven, run 'mvn package'.");
        }
        List<Path> files = new ArrayList<>(List.of(classes));
        try (Stream<Path> jars = Files.list(libraries)) {
            jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(files::add);
        } catch (IOException e) {
            throw new ArtifactException("The jars in " + libraries + " cannot be listed: " + e.getMessage(), e);
        }
        return files;
    }
}
