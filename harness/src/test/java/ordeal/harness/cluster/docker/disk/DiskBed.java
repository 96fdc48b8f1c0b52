package ordeal.harness.cluster.docker.disk;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import ordeal.harness.cluster.InstalledJava;
import ordeal.harness.cluster.docker.EngineDisks;
import ordeal.harness.cluster.docker.clock.ClockFile;
import ordeal.harness.cluster.docker.clock.ClockTeller;
import ordeal.harness.cluster.docker.clock.DockerClocks;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.ExecResult;
import ordeal.harness.cluster.docker.image.NodeImage;
import ordeal.nemesis.port.Node;

/** One broker without a broker: its disk, its clock, and a container that has both and can be killed. */
public final class DiskBed {
    public static final Node BROKER = Node.broker(1);

    /** What everything is labelled with that a test makes. */
    static final Map<String, String> LABELS = Map.of("ordeal", "test");

    private static final InstalledJava JAVA = new InstalledJava(
            Path.of(System.getProperty("java.home")), Runtime.version().feature());

    final DiskNames names;
    final DiskWorkshop workshop;
    final DockerDisks disks;
    public final DockerClocks clocks;
    private final Engine engine;
    private final EngineDisks diskEngine;
    private final NodeImage image;

    private DiskBed(Engine engine, NodeImage image, DiskNames names, DiskSupport support) throws InterruptedException {
        this.engine = engine;
        this.image = image;
        this.names = names;
        this.diskEngine = new EngineDisks(engine, image.tag(), LABELS);
        this.workshop = DiskWorkshop.open(diskEngine, names, support);
        this.disks = DockerDisks.create(
                workshop,
                new TreeSet<>(Set.of(BROKER.id())),
                new DiskSettings(DiskSettings.DEFAULT_SIZE_MB, NodeImage.USER_ID),
                _ -> brokerRuns(),
                _ -> broker());
        this.clocks = DockerClocks.open(workshop, List.of(BROKER), _ -> broker());
    }

    /**
     * Makes it; nothing runs in it yet.
     *
     * @param folder for what goes into the image
     */
    public static DiskBed make(Engine engine, String name, Path folder) throws Exception {
        return make(engine, name, folder, DiskSupport.OWN_FILE_SYSTEMS);
    }

    /** The same, on other disks. */
    public static DiskBed make(Engine engine, String name, Path folder, DiskSupport support) throws Exception {
        NodeImage image = NodeImage.ensure(
                engine,
                JAVA,
                List.of(classesIn(folder.resolve("classes"))),
                NodeImage.DEFAULT_BASE,
                System.out::println);
        DiskNames names = new DiskNames(name + "-" + ProcessHandle.current().pid());
        return new DiskBed(engine, image, names, support);
    }

    /** The image with a clock that tells itself. */
    private static Path classesIn(Path folder) throws IOException {
        String main = ClockTeller.class.getName().replace('.', '/') + ".class";
        Path file = folder.resolve(main);
        Files.createDirectories(file.getParent());
        try (InputStream in = DiskBed.class.getClassLoader().getResourceAsStream(main)) {
            Files.write(file, in.readAllBytes());
        }
        return folder;
    }

    /** The image that everything runs. */
    String image() {
        return image.tag();
    }

    String broker() {
        return "ordeal-" + names.run() + "-" + BROKER;
    }

    /** Starts what stands for the broker, as the broker's container is started. */
    void startBroker(String... command) {
        HostConfig config = HostConfig.newHostConfig()
                .withNetworkMode("none")
                .withBinds(
                        new Bind(names.data(BROKER.id()), new Volume("/node/data")),
                        new Bind(names.clocks(), new Volume(ClockFile.FOLDER), AccessMode.ro))
                .withReadonlyRootfs(true)
                .withCapDrop(com.github.dockerjava.api.model.Capability.ALL);
        List<String> environment = ClockFile.environment(BROKER).entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
        String id = engine.client()
                .createContainerCmd(image.tag())
                .withName(broker())
                .withLabels(LABELS)
                .withUser("1000:1000")
                .withHostConfig(config)
                .withEnv(environment)
                .withCmd(command)
                .exec()
                .getId();
        engine.client().startContainerCmd(id).exec();
    }

    public void startIdleBroker() {
        startBroker("sleep", "infinity");
    }

    public void startClockTeller() {
        startBroker(image.java(), "-Xmx32m", "-XX:+UseSerialGC", "-cp", image.classPath(), ClockTeller.class.getName());
    }

    boolean brokerRuns() {
        try {
            InspectContainerResponse broker =
                    engine.client().inspectContainerCmd(broker()).exec();
            return Boolean.TRUE.equals(broker.getState().getRunning());
        } catch (NotFoundException _) {
            return false;
        }
    }

    /** SIGKILL; the container is gone as well, its volumes are not. */
    public void killBroker() {
        diskEngine.removeContainer(broker());
    }

    /** What the broker's container printed, line by line. */
    public List<String> printed() throws InterruptedException, IOException {
        StringBuilder text = new StringBuilder();
        try (var lines = engine.client()
                .logContainerCmd(broker())
                .withStdOut(true)
                .withStdErr(true)
                .exec(
                        new com.github.dockerjava.api.async.ResultCallback.Adapter<
                                com.github.dockerjava.api.model.Frame>() {
                            @Override
                            public void onNext(com.github.dockerjava.api.model.Frame frame) {
                                text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                            }
                        })) {
            lines.awaitCompletion();
        }
        return text.toString().lines().toList();
    }

    /** Runs a command in the broker's container, as the broker. */
    public DiskEngine.Ended asBroker(String script) throws InterruptedException {
        return diskEngine.run(broker(), List.of("sh", "-c", script));
    }

    /** Appends to a file in the log directory, as the broker, without a sync. */
    void append(String file, byte[] bytes) throws InterruptedException {
        ExecResult result = engine.exec(
                broker(),
                Base64.getEncoder().encodeToString(bytes),
                List.of(
                        "sh",
                        "-c",
                        "cd /node/data && mkdir -p \"$(dirname \"$1\")\" && base64 -d >> \"$1\"",
                        "sh",
                        file));
        if (result.exitCode() != 0) {
            throw new IllegalStateException(result.toString());
        }
    }

    /** Syncs a file and the folders above it, as the broker. */
    void sync(String file) throws InterruptedException {
        DiskEngine.Ended synced = asBroker("cd /node/data && sync '%s' \"$(dirname '%s')\" .".formatted(file, file));
        if (synced.exitCode() != 0) {
            throw new IllegalStateException(synced.toString());
        }
    }

    /** Runs a script in the keeper of the disk. */
    String inKeeper(String script) throws InterruptedException {
        return new DiskShell(diskEngine, names.keeper(BROKER.id())).output("test", script);
    }

    /** Runs a script in the workshop. */
    String inWorkshop(String script) throws InterruptedException {
        return workshop.shell().output("test", script);
    }

    /** What is left of a run whose containers and volumes were removed by somebody else. */
    void loseEverythingButTheDevice() {
        killBroker();
        diskEngine.removeContainer(names.keeper(BROKER.id()));
        diskEngine.removeVolume(names.data(BROKER.id()));
        diskEngine.removeContainer(names.workshop());
        diskEngine.removeVolume(names.images());
        diskEngine.removeVolume(names.clocks());
    }

    public void close() throws InterruptedException {
        killBroker();
        disks.close();
        workshop.close();
    }
}
