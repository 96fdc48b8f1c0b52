package ordeal.harness.cluster.docker.disk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Receipt;

/** Takes all room on a disk, and gives it back. */
final class DiskSpace {
    /** Most of it in one piece, then the rest in smaller and smaller ones; then it is tried whether anything still fits. */
    private static final String FILL = """
            cd /disk || exit
            export LC_ALL=C
            room() { df --block-size=1 --output=avail . | tail -n 1 | tr -d ' '; }
            before=$(room)
            fallocate --length $((before / 100 * 95)) .ordeal-filler
            dd if=/dev/zero of=.ordeal-rest bs=64k 2> /dev/null
            dd if=/dev/zero bs=4k >> .ordeal-rest 2> /dev/null
            sync -f .
            answer=$(dd if=/dev/zero of=.ordeal-probe bs=64k count=1 conv=fsync 2>&1)
            code=$?
            rm -f .ordeal-probe
            echo "before=$before after=$(room) code=$code"
            echo "$answer"
            """;

    private static final String FREE = """
            cd /disk && rm -f .ordeal-filler .ordeal-rest .ordeal-probe && sync -f . || exit
            df --block-size=1 --output=avail . | tail -n 1
            """;

    private static final Pattern FILLED = Pattern.compile("before=(\\d+) after=(\\d+) code=(\\d+)");
    private static final String REFUSED = "No space left on device";

    private DiskSpace() {}

    /** Fills the disk. */
    static Receipt fill(KeptDisk disk) throws InterruptedException {
        return filled(disk.device().path(), disk.shell().output("fill the disk", FILL));
    }

    /**
     * What filling a disk came to.
     *
     * @throws InjectionException when there is still room
     */
    static Receipt filled(String device, String answer) {
        Matcher numbers = FILLED.matcher(answer);
        if (!numbers.find() || numbers.group(3).equals("0") || !answer.contains(REFUSED)) {
            throw new InjectionException("%s was filled and still takes writes: %s".formatted(device, answer.strip()));
        }
        return new Receipt("%s has %s bytes left of %s that were free, and a write of 64 KiB was refused: %s"
                .formatted(device, numbers.group(2), numbers.group(1), REFUSED));
    }

    /** Gives the room back. */
    static Receipt free(KeptDisk disk) throws InterruptedException {
        String room = disk.shell().output("free the disk", FREE).strip();
        return new Receipt("%s has %s bytes free again".formatted(disk.device().path(), room));
    }
}
