package ordeal.harness.cluster.docker.disk;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import ordeal.harness.cluster.docker.disk.DiskEngine.Ended;
import ordeal.nemesis.port.InjectionException;

/**
 * A broker's disk and the keeper that holds it: while the keeper runs the engine leaves the disk mounted, whatever becomes of the broker.
 * When neither runs, the engine unmounts it.
 */
final class KeptDisk {
    private static final String OWN = "chown \"$1:$1\" /disk && sync -f /disk";
    private static final String MOUNT = "grep ' /disk ' /proc/mounts";
    private static final String CONTENTS = """
            cd /disk || exit
            for file in "$@"; do
              printf '%s ' "$file"
              base64 -w0 "$file" || exit
              echo
            done
            """;

    /** Writing is how a file system that was shut down is told from one that works; nothing stays of it. */
    private static final String TOUCH = "touch /disk/.ordeal-touch && rm /disk/.ordeal-touch";

    private static final String REFUSED = "Input/output error";

    private final DiskEngine engine;
    private final DiskNames names;
    private final int broker;
    private final Optional<LoopDevice> device;
    private final DiskShell shell;

    /**
     * A disk that is not mounted yet.
     *
     * @param device what it lies on; empty for a folder of the engine's machine
     */
    KeptDisk(DiskEngine engine, DiskNames names, int broker, Optional<LoopDevice> device) {
        this.engine = engine;
        this.names = names;
        this.broker = broker;
        this.device = device;
        this.shell = new DiskShell(engine, names.keeper(broker));
    }

    /**
     * What it lies on.
     *
     * @throws InjectionException when it is a folder of the engine's machine, with which nothing may be done that would hit the machine
     */
    LoopDevice device() {
        return device.orElseThrow(() -> new InjectionException("the disk of broker-" + broker
                + " has no file system of its own: it is a folder of the engine's machine"));
    }

    DiskShell shell() {
        return shell;
    }

    /** Makes the volume, mounts it and gives it to its owner. */
    void create(int uid) throws InterruptedException {
        engine.makeVolume(
                names.data(broker),
                device.map(loop -> Map.of("type", "xfs", "device", loop.path())).orElse(Map.of()));
        startKeeper();
        shell.output("give the disk away", OWN, Integer.toString(uid));
    }

    /**
     * Unmounts the disk and mounts it again, on which the file system recovers from its own log.
     *
     * @return how it is mounted, as the kernel says
     * @throws InjectionException when it cannot be written to afterwards
     */
    String remount() throws InterruptedException {
        engine.removeContainer(names.keeper(broker));
        startKeeper();
        shell.output("write to the disk that was mounted anew", TOUCH);
        return ownMount();
    }

    /**
     * The kernel's line about the mount of a file system that is the disk's own.
     *
     * @throws InjectionException when anything else is mounted there: nobody shuts down or fills the engine's machine
     */
    String ownMount() throws InterruptedException {
        String mount = mount();
        if (!mount.startsWith(device().path() + " /disk xfs ")) {
            throw new InjectionException(
                    "the disk of broker-%d should be on %s and is: %s".formatted(broker, device().path(), mount));
        }
        return mount;
    }

    /** The kernel's line about the mount. */
    String mount() throws InterruptedException {
        return shell.output("find the mount of the disk", MOUNT).strip();
    }

    /**
     * Proof that the file system refuses everything.
     *
     * @throws InjectionException when it does not
     */
    String refusal() throws InterruptedException {
        Ended touched = shell.run(TOUCH);
        if (touched.exitCode() == 0 || !touched.err().contains(REFUSED)) {
            throw new InjectionException("the file system of %s was shut down and still takes writes: exit code %d, %s"
                    .formatted(
                            device().path(), touched.exitCode(), touched.err().strip()));
        }
        return touched.err().strip();
    }

    DiskSurvey survey() throws InterruptedException {
        return DiskSurvey.parse(shell.output("list the segments of the disk", DiskSurvey.SCRIPT));
    }

    /** What these segments hold. */
    SortedMap<String, byte[]> contents(Set<String> segments) throws InterruptedException {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        if (segments.isEmpty()) {
            return contents;
        }
        List<String> arguments = new ArrayList<>(segments);
        String text = shell.output("read segments of the disk", CONTENTS, arguments.toArray(String[]::new));
        for (String line : text.lines().toList()) {
            int blank = line.indexOf(' ');
            contents.put(line.substring(0, blank), Base64.getDecoder().decode(line.substring(blank + 1)));
        }
        if (!contents.keySet().equals(segments)) {
            throw new InjectionException(
                    "of the segments %s only %s could be read".formatted(segments, contents.keySet()));
        }
        return contents;
    }

    private void startKeeper() throws InterruptedException {
        engine.start(
                DiskKeeper.of(names, broker, device.isPresent() ? DiskSupport.OWN_FILE_SYSTEMS : DiskSupport.FOLDERS));
    }

    /** Unmounts the disk for good. */
    void close() throws InterruptedException {
        engine.removeContainer(names.keeper(broker));
        engine.removeVolume(names.data(broker));
    }
}
