package ordeal.harness.artifact;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Resolves artifacts with the Maven that is installed, so mirrors, proxies and credentials of the user's settings hold.
 * Downloads are checked against the repository's checksums, and a mismatch fails.
 */
final class MavenResolver {
    private static final String COPY_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:"
            + Versions.of("maven-dependency-plugin") + ":copy-dependencies";
    private static final int KEPT_LINES = 15;

    private final Consumer<String> progress;

    MavenResolver(Consumer<String> progress) {
        this.progress = progress;
    }

    /** Copies the artifacts and their runtime dependencies into a folder. */
    void copy(String name, List<Artifact> artifacts, Path folder) {
        try {
            Path project = Files.createTempDirectory("ordeal-resolve-");
            try {
                Path pom = project.resolve("pom.xml");
                Files.writeString(pom, pom(name, artifacts));
                run(
                        name,
                        List.of(
                                executable(),
                                "-B",
                                "-C",
                                "-f",
                                pom.toString(),
                                COPY_GOAL,
                                "-DincludeScope=runtime",
                                "-DoutputDirectory=" + folder.toAbsolutePath()));
            } finally {
                deleteProject(project);
            }
        } catch (IOException e) {
            throw new ArtifactException("Could not write below " + folder + ": " + e.getMessage(), e);
        }
    }

    private void run(String name, List<String> command) throws IOException {
        Process maven;
        try {
            maven = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new ArtifactException(
                    "Maven is needed once to fetch the jars of " + name + ", and '" + command.getFirst()
                            + "' could not be started. Install Maven 3.8.7 or newer, or name its folder in MAVEN_HOME.",
                    e);
        }
        maven.getOutputStream().close();
        Deque<String> lastLines = new ArrayDeque<>();
        int downloads = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(maven.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("Downloaded from") && line.contains(".jar")) {
                    downloads++;
                    progress.accept("fetched " + downloads + ": " + fileName(line));
                }
                lastLines.addLast(line);
                if (lastLines.size() > KEPT_LINES) {
                    lastLines.removeFirst();
                }
            }
        }
        int exitCode = awaitExit(maven);
        if (exitCode != 0) {
            throw new ArtifactException("Maven could not resolve the jars of " + name + " (exit " + exitCode
                    + "). The first use needs a repository that Maven's settings reach. Its last words:\n  "
                    + String.join("\n  ", lastLines));
        }
    }

    private static int awaitExit(Process maven) {
        try {
            return maven.waitFor();
        } catch (InterruptedException e) {
            maven.destroy();
            Thread.currentThread().interrupt();
            throw new ArtifactException("interrupted while Maven resolved jars", e);
        }
    }

    private static String fileName(String downloadLine) {
        int end = downloadLine.indexOf(".jar") + ".jar".length();
        return downloadLine.substring(downloadLine.lastIndexOf('/', end) + 1, end);
    }

    private static String executable() {
        String home = System.getenv("MAVEN_HOME");
        return home == null || home.isBlank()
                ? "mvn"
                : Path.of(home, "bin", "mvn").toString();
    }

    private static String pom(String name, List<Artifact> artifacts) {
        String dependencies = artifacts.stream()
                .map(artifact -> """
                            <dependency>
                              <groupId>%s</groupId>
                              <artifactId>%s</artifactId>
                              <version>%s</version>
                            </dependency>
                        """.formatted(artifact.groupId(), artifact.artifactId(), artifact.version()))
                .collect(Collectors.joining());
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>ordeal.system</groupId>
                  <artifactId>%s</artifactId>
                  <version>1</version>
                  <dependencies>
                %s  </dependencies>
                </project>
                """.formatted(name, dependencies);
    }

    private static void deleteProject(Path project) throws IOException {
        Files.deleteIfExists(project.resolve("pom.xml"));
        Files.deleteIfExists(project);
    }
}
