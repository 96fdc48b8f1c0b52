package ordeal.harness.cluster.docker.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import ordeal.harness.cluster.docker.disk.DiskSegment.Batch;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.DiskLoss.PartitionLoss;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Receipt;

/** One bit of one record on a dead broker's disk changes by itself. */
final class DiskRot {
    private static final String INTERNAL = "__";
    private static final int BITS = 8;

    /** A batch ends with its last record's value and the number of that record's headers, one byte when there are none. */
    private static final int VALUE_BYTES = 16;

    /** Writes the byte there was, puts another in its place, and writes the byte there is. */
    private static final String FLIP = """
            cd /disk || exit
            byte() { od -An -tu1 -j "$2" -N1 "$1" | tr -d ' '; }
            before=$(byte "$1" "$2")
            after=$((before ^ (1 << $3)))
            printf "\\\\$(printf %03o "$after")" | dd of="$1" bs=1 seek="$2" conv=notrunc,fsync status=none || exit
            echo "$before $(byte "$1" "$2")"
            """;

    private DiskRot() {}

    /**
     * A bit.
     *
     * @param segment the segment's path below the log directory
     * @param batch the batch it belongs to
     * @param position the place of its byte in the file
     * @param bit which bit of the byte, from 0, the least
     */
    record Bit(String segment, Batch batch, int position, int bit) {}

    /** Flips a bit. */
    static DiskLoss strike(KeptDisk disk, long seed) throws InterruptedException {
        RandomGenerator random = new SplittableRandom(seed);
        for (String segment : candidates(disk.survey(), random)) {
            byte[] content = disk.contents(Set.of(segment)).getOrDefault(segment, new byte[0]);
            Optional<Bit> bit = choose(segment, DiskSegment.of(content), random);
            if (bit.isPresent()) {
                return flip(disk, bit.get());
            }
        }
        throw new InjectionException("there is no record on the disk in which a bit could be flipped");
    }

    /** The segments that hold anything of a topic of the run's, in a drawn order. */
    static List<String> candidates(DiskSurvey survey, RandomGenerator random) {
        List<String> rest = new ArrayList<>();
        survey.segments().forEach((path, state) -> {
            if (state.sizeBytes() > 0 && !path.startsWith(INTERNAL)) {
                rest.add(path);
            }
        });
        List<String> order = new ArrayList<>();
        while (!rest.isEmpty()) {
            order.add(rest.remove(random.nextInt(rest.size())));
        }
        return order;
    }

    /** A bit of the value of a batch's last record, each batch equally likely; empty when the segment has none. */
    static Optional<Bit> choose(String segment, DiskSegment content, RandomGenerator random) {
        if (content.batches().isEmpty()) {
            return Optional.empty();
        }
        Batch batch = content.batches().get(random.nextInt(content.batches().size()));
        int lastOfValue = batch.position() + batch.sizeBytes() - 2;
        return Optional.of(new Bit(segment, batch, lastOfValue - random.nextInt(VALUE_BYTES), random.nextInt(BITS)));
    }

    private static DiskLoss flip(KeptDisk disk, Bit bit) throws InterruptedException {
        String answer = disk.shell()
                .output(
                        "flip a bit",
                        FLIP,
                        bit.segment(),
                        Integer.toString(bit.position()),
                        Integer.toString(bit.bit()));
        return new DiskLoss(
                flipped(bit, answer),
                List.of(new PartitionLoss(
                        DiskSurvey.partitionOf(bit.segment()),
                        bit.batch().baseOffset(),
                        bit.batch().sizeBytes())));
    }

    /**
     * What flipping a bit came to.
     *
     * @throws InjectionException when the byte is not what it should be
     */
    static Receipt flipped(Bit bit, String answer) {
        String[] bytes = answer.strip().split(" ", -1);
        if (bytes.length != 2 || !bytes[1].equals(Integer.toString(Integer.parseInt(bytes[0]) ^ (1 << bit.bit())))) {
            throw new InjectionException("bit %d of byte %d of %s was not flipped: %s"
                    .formatted(bit.bit(), bit.position(), bit.segment(), answer.strip()));
        }
        return new Receipt("byte %d of %s, in the batch at offset %d, was %s and is %s"
                .formatted(bit.position(), bit.segment(), bit.batch().baseOffset(), bytes[0], bytes[1]));
    }
}
