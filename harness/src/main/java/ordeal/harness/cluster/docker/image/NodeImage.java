package ordeal.harness.cluster.docker.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import ordeal.harness.artifact.ArtifactCache;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.InstalledJava;
import ordeal.harness.cluster.docker.engine.Engine;

/**
 * The image that every node of a system under test runs from, whatever its role. It has the user {@code ordeal} (1000), who owns
 * {@code /node} and {@code /node/data}, and the label {@code ordeal=image}.
 *
 * <p>It is made in steps that are images themselves, each named by its content: tools, user and Java runtime on the base; the system's
 * jars; its own classes. So a changed class sends only classes to the engine, and two systems share what lies below their jars.
 *
 * @param tag its name in the engine
 * @param classPath the system's class path in a container
 * @param java the launcher of the Java runtime in a container
 */
public record NodeImage(String tag, String classPath, String java) {
    /** The base unless told otherwise. */
    public static final String DEFAULT_BASE = "debian:bookworm-slim";

    /** The user that nodes run as, and its group. */
    public static final int USER_ID = 1000;

    /**
     * What a node's clock is bent with: to be named in {@code LD_PRELOAD}. Its sister for many threads makes a look at the clock eight times
     * as dear; what that guards against, a look while the clock is being set, was not seen to go wrong in ten million looks.
     */
    public static final String FAKETIME_LIBRARY = "/opt/ordeal/faketime/libfaketime.so.1";

    private static final String HOME = "/opt/ordeal/";

    /**
     * The image for a system, made unless the engine has it.
     *
     * @param java the installed JDK whose runtime nodes get
     * @param jars the system's class path in its order: jars, and folders of classes
     * @param base the image to start from, of the Debian family; pulled when the engine has none of that name
     * @param progress told in short sentences what is being made
     * @throws ClusterException when it cannot be had; the message says what to do
     */
    public static NodeImage ensure(
            Engine engine, InstalledJava java, List<Path> jars, String base, Consumer<String> progress)
            throws ClusterException {
        checkMachine(engine);
        BaseImage baseImage = BaseImage.ensure(engine, base, progress);
        LinkedRuntime runtime = LinkedRuntime.ensure(java, ArtifactCache.defaultRoot(), progress);
        try {
            List<ImageStep> steps = steps(baseImage, runtime, jars);
            build(new ImageBuilder(engine.client()), steps, progress);
            return new NodeImage(steps.getLast().tag(), classPath(jars), HOME + "runtime/bin/java");
        } catch (IOException e) {
            throw new ClusterException("The files for an image cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The image with nothing but the tools, the user and the Java that runs the harness: what all others are made from.
     *
     * @return its name in the engine
     * @throws ClusterException when it cannot be had; the message says what to do
     */
    public static String tools(Engine engine, String base, Consumer<String> progress) throws ClusterException {
        return ensure(engine, InstalledJava.own(), List.of(), base, progress).tag();
    }

    /** From the bottom up. */
    static List<ImageStep> steps(BaseImage base, LinkedRuntime runtime, List<Path> jars) throws IOException {
        List<ImageStep> steps = new ArrayList<>();
        steps.add(new ImageStep(
                "ordeal-runtime",
                base.name(),
                base.id(),
                resource("Dockerfile"),
                ImageStep.filesBelow(runtime.folder(), "runtime/"),
                runtime.name()));
        SortedMap<String, Path> libraries = new TreeMap<>();
        SortedMap<String, Path> classes = new TreeMap<>();
        for (Path jar : jars) {
            if (Files.isDirectory(jar)) {
                classes.putAll(ImageStep.filesBelow(jar, "files/" + placeOf(jar) + "/"));
            } else if (libraries.put("files/" + placeOf(jar), jar) != null) {
                throw new IOException("two jars are called " + jar.getFileName());
            }
        }
        String dockerfile = resource("files.Dockerfile");
        if (!libraries.isEmpty()) {
            steps.add(ImageStep.on(
                    steps.getLast(), classes.isEmpty() ? "ordeal-node" : "ordeal-libraries", dockerfile, libraries));
        }
        if (!classes.isEmpty()) {
            steps.add(ImageStep.on(steps.getLast(), "ordeal-node", dockerfile, classes));
        }
        return steps;
    }

    static String classPath(List<Path> jars) {
        return jars.stream().map(jar -> HOME + placeOf(jar)).collect(Collectors.joining(":"));
    }

    /** Nothing is made below the highest image that is there. */
    private static void build(ImageBuilder images, List<ImageStep> steps, Consumer<String> progress)
            throws ClusterException {
        int missing = steps.size();
        while (missing > 0 && images.idOf(steps.get(missing - 1).tag()).isEmpty()) {
            missing--;
        }
        for (ImageStep step : steps.subList(missing, steps.size())) {
            progress.accept("making the image " + step.tag() + " from " + step.below());
            images.build(step);
        }
    }

    private static String placeOf(Path jar) {
        return (Files.isDirectory(jar) ? "" : "libraries/") + jar.getFileName();
    }

    /** The runtime comes from this machine. */
    private static void checkMachine(Engine engine) throws ClusterException {
        String own = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        String needed = switch (engine.architecture()) {
            case "amd64" -> "Linux on amd64";
            case "arm64" -> "Linux on aarch64";
            case String other -> "Linux on " + other;
        };
        if (!own.equals(needed)) {
            throw new ClusterException(
                    "The engine's containers run %s, and the Java that would go into them is for %s: run the harness on such a machine, or use another engine."
                            .formatted(needed, own));
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = NodeImage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
