package ordeal.harness.cluster.docker.disk;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Receipt;

/**
 * Slows a disk down for one container: its control group may only write so many bytes a second to the disk. What is written into the page cache
 * does not feel it before it is synced.
 */
final class DiskThrottle {
    /** The group of a container, in the first version of control groups or in the second. Without a rate: no limit. */
    private static final String LIMIT = """
            container=$1 device=$2 rate=$3
            group=
            for root in /cgroup/blkio /cgroup; do
              [ -d "$root" ] || continue
              group=$(find "$root" -type d -name "*$container*" 2> /dev/null | head -n 1)
              [ -z "$group" ] || break
            done
            if [ -z "$group" ]; then
              [ -z "$rate" ] || { echo "the container has no control group" >&2; exit 1; }
            elif [ -e "$group/blkio.throttle.write_bps_device" ]; then
              echo "$device ${rate:-0}" > "$group/blkio.throttle.write_bps_device" || exit
              echo "blkio.throttle.write_bps_device is" $(cat "$group/blkio.throttle.write_bps_device")
            elif [ -e "$group/io.max" ]; then
              echo "$device wbps=${rate:-max}" > "$group/io.max" || exit
              echo "io.max is" $(cat "$group/io.max")
            elif [ -n "$rate" ]; then
              echo "$group cannot limit what is written to a disk" >&2
              exit 1
            fi
            """;

    /** Writes so many blocks, syncs them, and removes them. */
    private static final String SYNC = """
            cd /node/data || exit
            LC_ALL=C dd if=/dev/zero of=.ordeal-probe bs=4k count="$1" conv=fsync 2>&1
            code=$?
            rm -f .ordeal-probe
            exit $code
            """;

    private static final Pattern SECONDS = Pattern.compile("copied, ([0-9.]+(?:e-?\\d+)?) s");
    private static final int BLOCK_BYTES = 4096;
    private static final double MS_PER_SECOND = 1000;
    private static final long UNFELT_BYTES_PER_SECOND = 1L << 30;

    /** How long a sync should take whose slowness is the proof. */
    private static final double PROBE_SECONDS = 0.4;

    /** Of that time, what must be seen at least: the kernel counts in slices and lets the first bytes through at once. */
    private static final double LEAST_SHARE = 0.6;

    private final KeptDisk disk;
    private final DiskShell broker;
    private final String containerId;

    /**
     * The throttle of a broker's container.
     *
     * @param broker runs commands in that container
     * @param containerId the engine's id of it
     */
    DiskThrottle(KeptDisk disk, DiskShell broker, String containerId) {
        this.disk = disk;
        this.broker = broker;
        this.containerId = containerId;
    }

    /**
     * Slows the disk down.
     *
     * @return how long a sync in the broker's container took before and takes now
     */
    Receipt slow(long bytesPerSecond) throws InterruptedException {
        int blocks = probeBlocks(bytesPerSecond);
        double before = syncSeconds(blocks);
        String limit = limit(Long.toString(bytesPerSecond));
        return slowed(limit, blocks, before, syncSeconds(blocks), bytesPerSecond);
    }

    /**
     * Sets a limit that nobody will feel and lifts it again.
     *
     * @throws InjectionException when the kernel of the engine's machine cannot do that
     */
    void tryOut() throws InterruptedException {
        limit(Long.toString(UNFELT_BYTES_PER_SECOND));
        lift();
    }

    /** Lets it be as fast as it is. Does nothing for a container that does not run: its group is gone. */
    void lift() throws InterruptedException {
        limit("");
    }

    /** How many blocks a sync should have to take long enough. */
    static int probeBlocks(long bytesPerSecond) {
        return Math.max(1, (int) Math.ceil(bytesPerSecond * PROBE_SECONDS / BLOCK_BYTES));
    }

    /**
     * What two syncs of the same size prove.
     *
     * @throws InjectionException when the second was not slow
     */
    static Receipt slowed(String limit, int blocks, double beforeSeconds, double nowSeconds, long bytesPerSecond) {
        double expected = (double) blocks * BLOCK_BYTES / bytesPerSecond;
        String seen = String.format(
                Locale.ROOT,
                "a sync of %d KiB took %.0f ms before and %.0f ms now",
                blocks * BLOCK_BYTES / 1024,
                beforeSeconds * MS_PER_SECOND,
                nowSeconds * MS_PER_SECOND);
        if (nowSeconds < expected * LEAST_SHARE || nowSeconds <= beforeSeconds) {
            throw new InjectionException("the disk was not slowed down: " + seen);
        }
        return new Receipt(limit + "; in the broker's container " + seen);
    }

    /** How long {@code dd} says that it took. */
    static double seconds(String answer) {
        Matcher matcher = SECONDS.matcher(answer);
        if (!matcher.find()) {
            throw new InjectionException("nobody knows how long a sync took: " + answer);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private double syncSeconds(int blocks) throws InterruptedException {
        return seconds(broker.output("sync a file", SYNC, Integer.toString(blocks)));
    }

    private String limit(String rate) throws InterruptedException {
        return disk.shell()
                .output(
                        "limit what is written to the disk",
                        LIMIT,
                        containerId,
                        disk.device().numbers(),
                        rate)
                .strip();
    }
}
