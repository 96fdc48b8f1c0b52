package ordeal.harness.cluster.docker.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.InstalledJava;
import org.apache.commons.io.file.PathUtils;

/**
 * The Java that nodes in containers run on: linked once from an installed JDK with the modules that brokers and ZooKeeper use, kept
 * in the cache.
 *
 * @param folder where it lies
 * @param name the version it was linked from, the machine it is for, and what was linked
 */
record LinkedRuntime(Path folder, String name) {
    /** Kafka's log4j asks java.desktop for beans; the rest is what their jars and Netty name. */
    private static final String MODULES =
            "java.se,jdk.unsupported,jdk.management,jdk.management.agent,jdk.crypto.ec,jdk.zipfs,jdk.jfr,jdk.net,jdk.naming.dns,jdk.security.auth,jdk.security.jgss";

    /** With the archive of classes that lets a JVM start quickly. */
    private static final List<String> OPTIONS =
            List.of("--add-modules", MODULES, "--generate-cds-archive", "--no-header-files", "--no-man-pages");

    /**
     * The runtime of an installed Java, linked unless it is in the cache.
     *
     * @param cache the folder that keeps it; made on first use
     * @param progress told in short sentences what a first use is doing
     */
    static LinkedRuntime ensure(InstalledJava java, Path cache, Consumer<String> progress) throws ClusterException {
        try {
            String name = nameOf(java);
            Path folder = cache.resolve(name);
            Files.createDirectories(cache);
            try (RandomAccessFile lockFile =
                            new RandomAccessFile(cache.resolve(name + ".lock").toFile(), "rw");
                    FileLock _ = lockFile.getChannel().lock()) {
                if (!Files.isDirectory(folder)) {
                    progress.accept("first use of " + name + ": linking it from " + java.home());
                    Path partial = cache.resolve(name + ".partial");
                    if (Files.exists(partial)) {
                        PathUtils.deleteDirectory(partial);
                    }
                    link(java, partial);
                    Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return new LinkedRuntime(folder, name);
        } catch (IOException e) {
            throw new ClusterException(
                    "No Java runtime for containers could be linked from %s into %s: %s"
                            .formatted(java.home(), cache, e.getMessage()),
                    e);
        }
    }

    private static String nameOf(InstalledJava java) throws IOException {
        Path release = java.home().resolve("release");
        String text = Files.readString(release);
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        String version = property(properties, "JAVA_RUNTIME_VERSION", property(properties, "JAVA_VERSION", "unknown"));
        String machine = property(properties, "OS_ARCH", "unknown");
        String content =
                new ContentHash().text(text).text(String.join(" ", OPTIONS)).digits();
        return "java-runtime-" + version + "-" + machine + "-" + content;
    }

    private static String property(Properties properties, String key, String otherwise) {
        return properties.getProperty(key, otherwise).replace("\"", "");
    }

    private static void link(InstalledJava java, Path target) throws IOException {
        Path jlink = java.home().resolve("bin").resolve("jlink");
        if (!Files.isExecutable(jlink)) {
            throw new IOException("there is no " + jlink + "; a whole JDK is needed");
        }
        List<String> command = new ArrayList<>(List.of(jlink.toString(), "--output", target.toString()));
        command.addAll(OPTIONS);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (var output = process.getInputStream()) {
            String words = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IOException("jlink ended with exit code " + exitCode + ": " + words);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while jlink ran", e);
        }
    }
}
