package ordeal.harness.system;

import java.nio.file.Path;
import java.util.List;
import ordeal.harness.artifact.Artifact;

/** Where the jars of a system under test come from. */
public sealed interface ClassPath {
    /**
     * From a repository, through Maven, once.
     *
     * @param name what the cache calls them: the system with its version
     * @param artifacts their runtime dependencies come with them
     */
    record Fetched(String name, List<Artifact> artifacts) implements ClassPath {
        public Fetched {
            artifacts = List.copyOf(artifacts);
        }
    }

    /**
     * From this project's own build.
     *
     * @param classes the compiled classes
     * @param libraries the folder of the jars they run with
     */
    record Built(Path classes, Path libraries) implements ClassPath {}
}
