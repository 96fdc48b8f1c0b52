package ordeal.harness.cluster.docker.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import ordeal.harness.cluster.docker.EngineDisks;
import ordeal.harness.cluster.docker.disk.DiskEngine.Ended;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.EngineExtension;
import ordeal.harness.cluster.docker.image.NodeImage;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.DiskLoss.PartitionLoss;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Faults of a real disk, under a real engine and kernel. */
@ExtendWith(EngineExtension.class)
class DiskFaultsIT {
    private static final String SYNCED = "synced-0/00000000000000000000.log";
    private static final String TORN = "torn-0/00000000000000000100.log";
    private static final String YOUNG = "young-3/00000000000000000000.log";

    private static final String A_MEGABYTE = "dd if=/dev/zero of=/node/data/big bs=64k count=16 conv=fsync";

    @TempDir
    private Path folder;

    private DiskBed bed;

    @BeforeEach
    void make(Engine engine) throws Exception {
        bed = DiskBed.make(engine, "disk-faults", folder);
        bed.startIdleBroker();
    }

    @AfterEach
    void remove() throws InterruptedException {
        bed.close();
    }

    private static Map<String, PartitionLoss> byPartition(DiskLoss loss) {
        Map<String, PartitionLoss> losses = new TreeMap<>();
        loss.partitions().forEach(partition -> losses.put(partition.partition(), partition));
        return losses;
    }

    @Test
    void powerLossTakesTheUnsyncedTailAndLeavesTheSyncedHead() throws InterruptedException {
        byte[] head = SomeBatches.of(100, 20);
        byte[] tail = SomeBatches.of(120, 7);
        bed.append(SYNCED, SomeBatches.of(0, 5));
        bed.append(TORN, head);
        bed.sync(SYNCED);
        bed.sync(TORN);
        bed.append(TORN, tail);
        bed.append(YOUNG, SomeBatches.of(0, 3));
        bed.killBroker();

        DiskLoss loss = bed.disks.cutUnsyncedTail(DiskBed.BROKER.id(), 1);

        assertThat(byPartition(loss))
                .containsEntry("synced-0", new PartitionLoss("synced-0", 5, 0))
                .containsEntry("torn-0", new PartitionLoss("torn-0", 120, tail.length))
                .containsEntry("young-3", new PartitionLoss("young-3", 0, SomeBatches.of(0, 3).length));
        assertThat(loss.receipt().proof())
                .contains("/disk xfs", "Input/output error", "torn-0 lost %d from offset 120".formatted(tail.length));
        bed.startIdleBroker();
        assertThat(bed.asBroker("stat -c %s /node/data/" + TORN).out().strip())
                .as("the broker finds the synced head")
                .isEqualTo(Integer.toString(head.length));
        assertThat(bed.asBroker("echo alive > /node/data/again").exitCode())
                .as("the disk works again")
                .isZero();
    }

    @Test
    void powerLossOfASyncedDiskTakesNothing() throws InterruptedException {
        bed.append(SYNCED, SomeBatches.of(0, 5));
        bed.sync(SYNCED);
        bed.killBroker();
        DiskLoss loss = bed.disks.cutUnsyncedTail(DiskBed.BROKER.id(), 1);
        assertThat(loss.partitions()).containsExactly(new PartitionLoss("synced-0", 5, 0));
        assertThat(loss.receipt().proof()).contains("no log lost anything");
    }

    @Test
    void aKillAloneTakesNothingThatWasNotSynced() throws InterruptedException {
        bed.append(TORN, SomeBatches.of(100, 20));
        bed.killBroker();
        bed.startIdleBroker();
        assertThat(bed.asBroker("stat -c %s /node/data/" + TORN).out().strip())
                .isEqualTo(Integer.toString(SomeBatches.of(100, 20).length));
    }

    @Test
    void aWipedDiskIsEmptyAndStaysSoThroughALossOfPower() throws InterruptedException {
        byte[] log = SomeBatches.of(0, 5);
        bed.append(SYNCED, log);
        bed.sync(SYNCED);
        bed.killBroker();
        DiskLoss loss = bed.disks.wipe(DiskBed.BROKER.id());
        assertThat(loss.partitions()).containsExactly(new PartitionLoss("synced-0", 0, log.length));
        assertThat(loss.receipt().proof()).contains("2 files and folders are gone", log.length + " bytes");
        bed.disks.cutUnsyncedTail(DiskBed.BROKER.id(), 1);
        assertThat(bed.inKeeper("ls -A /disk")).isEmpty();
        bed.startIdleBroker();
        assertThat(bed.asBroker("mkdir /node/data/new-0").exitCode()).isZero();
    }

    @Test
    void aFullDiskRefusesWritesUntilItIsMended() throws InterruptedException {
        bed.append(SYNCED, SomeBatches.of(0, 5));

        Receipt receipt = bed.disks.fill(DiskBed.BROKER.id());

        assertThat(receipt.proof()).contains("No space left on device");
        Ended refused = bed.asBroker(A_MEGABYTE);
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.err()).contains("No space left on device");
        assertThat(bed.asBroker("cat /node/data/" + SYNCED).exitCode())
                .as("what is there can be read")
                .isZero();

        DiskLoss mended = bed.disks.mend(DiskBed.BROKER.id());

        assertThat(mended.partitions()).isEmpty();
        assertThat(bed.asBroker(A_MEGABYTE).exitCode()).isZero();
        assertThat(bed.inKeeper("ls -A /disk").lines()).containsExactlyInAnyOrder("synced-0", "big");
    }

    @Test
    void aFailingDiskRefusesEverythingAndLosesNothing() throws InterruptedException {
        byte[] log = SomeBatches.of(0, 5);
        bed.append(SYNCED, log);

        Receipt receipt = bed.disks.fail(DiskBed.BROKER.id());

        assertThat(receipt.proof()).contains("/disk xfs", "Input/output error");
        assertThat(bed.asBroker("cat /node/data/" + SYNCED).err()).contains("Input/output error");
        assertThat(bed.asBroker("echo more >> /node/data/" + SYNCED).exitCode()).isNotZero();
        assertThatThrownBy(() -> bed.disks.mend(DiskBed.BROKER.id()))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("broker-1 lives");

        bed.killBroker();
        DiskLoss mended = bed.disks.mend(DiskBed.BROKER.id());

        assertThat(mended.partitions())
                .as("all was written out before the disk failed, synced or not")
                .containsExactly(new PartitionLoss("synced-0", 5, 0));
        bed.startIdleBroker();
        assertThat(bed.asBroker("echo more >> /node/data/" + SYNCED).exitCode()).isZero();
        assertThat(bed.disks.mend(DiskBed.BROKER.id()).receipt().proof()).contains("nothing was wrong");
    }

    @Test
    void aSlowDiskTakesItsTimeToSyncUntilItIsMended() throws InterruptedException {
        Receipt receipt = bed.disks.slow(DiskBed.BROKER.id(), 32 * 1024);
        assertThat(receipt.proof()).contains("32768", "a sync of 16 KiB took");
        double slowSeconds = syncSeconds();
        bed.disks.mend(DiskBed.BROKER.id());
        assertThat(syncSeconds()).isLessThan(slowSeconds / 3);
        assertThat(slowSeconds).as("128 KiB at 32 KiB a second").isGreaterThan(3);
    }

    private double syncSeconds() throws InterruptedException {
        Ended synced = bed.asBroker(
                "LC_ALL=C dd if=/dev/zero of=/node/data/probe bs=4k count=32 conv=fsync && rm /node/data/probe");
        assertThat(synced.exitCode()).as(synced.err()).isZero();
        return DiskThrottle.seconds(synced.err());
    }

    @Test
    void bitRotSpoilsOneBatchAndTheReceiptNamesItsByte() throws InterruptedException {
        bed.append(SYNCED, SomeBatches.of(0, 5));
        bed.append("__internal-0/00000000000000000000.log", SomeBatches.of(0, 50));
        bed.killBroker();

        DiskLoss loss = bed.disks.flipBit(DiskBed.BROKER.id(), 3);

        assertThat(loss.partitions()).hasSize(1);
        PartitionLoss rotten = loss.partitions().getFirst();
        assertThat(rotten.partition()).isEqualTo("synced-0");
        DiskSegment now = DiskSegment.of(Base64.getDecoder().decode(bed.inKeeper("base64 -w0 /disk/" + SYNCED)));
        assertThat(now.endOffset(0))
                .as("a broker that recovers cuts the log at the damaged batch")
                .isEqualTo(rotten.firstOffset());
        assertThat(loss.receipt().proof()).contains("in the batch at offset " + rotten.firstOffset());
        bed.startIdleBroker();
        assertThat(bed.asBroker("stat -c '%s %u' /node/data/" + SYNCED).out().strip())
                .isEqualTo(SomeBatches.of(0, 5).length + " " + NodeImage.USER_ID);
    }

    @Test
    void aDiskWithoutRecordsCannotRot() throws InterruptedException {
        bed.killBroker();
        assertThatThrownBy(() -> bed.disks.flipBit(DiskBed.BROKER.id(), 3))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("no record");
    }

    @Test
    void nothingIsLeftBehind(Engine engine) throws Exception {
        String device = bed.inWorkshop("losetup --list --noheadings --output NAME,BACK-FILE")
                .lines()
                .filter(line -> line.contains(bed.names.run()))
                .findFirst()
                .orElseThrow();
        assertThat(device).startsWith("/dev/loop");
        bed.close();
        assertThat(engine.client().listContainersCmd().withShowAll(true).exec())
                .noneMatch(container -> container.getNames()[0].contains(bed.names.run()));
        assertThat(engine.client().listVolumesCmd().exec().getVolumes())
                .noneMatch(volume -> volume.getName().contains(bed.names.run()));
        bed = DiskBed.make(engine, "disk-after", folder);
        assertThat(bed.inWorkshop("losetup --list --noheadings --output BACK-FILE"))
                .doesNotContain("disk-faults");
    }

    @Test
    void disksOfADeadRunAreDetachedByTheNext(Engine engine) throws Exception {
        String dead = bed.names.run();
        DiskBed next = DiskBed.make(engine, "disk-next", folder);
        try {
            assertThat(next.workshop.detachLeftovers(_ -> true)).isEmpty();
            bed.loseEverythingButTheDevice();
            assertThat(next.workshop.detachLeftovers(run -> !run.equals(dead))).hasSize(1);
            assertThat(next.inWorkshop("losetup --list --noheadings --output BACK-FILE"))
                    .doesNotContain(dead);
        } finally {
            next.close();
        }
    }

    @Test
    void aFolderCanBeWipedAndRotButNotFilled(Engine engine) throws Exception {
        bed.close();
        bed = DiskBed.make(engine, "disk-folders", folder, DiskSupport.FOLDERS);
        bed.startIdleBroker();
        bed.append(SYNCED, SomeBatches.of(0, 5));
        assertThatThrownBy(() -> bed.disks.fill(DiskBed.BROKER.id())).hasMessageContaining("is a folder");
        bed.killBroker();
        assertThatThrownBy(() -> bed.disks.cutUnsyncedTail(DiskBed.BROKER.id(), 1))
                .hasMessageContaining("is a folder");
        assertThat(bed.disks.flipBit(DiskBed.BROKER.id(), 3).partitions()).hasSize(1);
        assertThat(bed.disks.wipe(DiskBed.BROKER.id()).partitions()).hasSize(1);
        bed.startIdleBroker();
        assertThat(bed.asBroker("mkdir /node/data/new-0").exitCode()).isZero();
    }

    @Test
    void whatCanBeDoneIsFoundOutByTrying(Engine engine) throws Exception {
        DiskNames names = new DiskNames("disk-trial-" + ProcessHandle.current().pid());
        DiskTrial trial = DiskTrial.on(new EngineDisks(engine, bed.image(), DiskBed.LABELS), names);
        assertThat(trial.fileSystems()).isEqualTo(new Availability.Available());
        assertThat(trial.failure()).isEqualTo(new Availability.Available());
        assertThat(trial.throttle()).isEqualTo(new Availability.Available());
        assertThat(engine.client().listContainersCmd().withShowAll(true).exec())
                .noneMatch(container -> container.getNames()[0].contains(names.run()));
        assertThat(bed.inWorkshop("losetup --list --noheadings --output BACK-FILE"))
                .doesNotContain(names.run());
    }

    @Test
    void anEngineWithoutTheToolsCannot(Engine engine) throws Exception {
        DiskNames names = new DiskNames("disk-trial-" + ProcessHandle.current().pid());
        DiskTrial trial = DiskTrial.on(new EngineDisks(engine, "ordeal.invalid/none:1", DiskBed.LABELS), names);
        assertThat(trial.fileSystems())
                .isInstanceOfSatisfying(
                        Availability.Unavailable.class,
                        unavailable -> assertThat(unavailable.reason()).isNotBlank());
        assertThat(engine.client().listVolumesCmd().exec().getVolumes())
                .noneMatch(volume -> volume.getName().contains(names.run()));
    }

    @Test
    void aLivingBrokersDiskIsNotTouched() throws InterruptedException {
        bed.append(SYNCED, SomeBatches.of(0, 5));
        assertThatThrownBy(() -> bed.disks.flipBit(DiskBed.BROKER.id(), 1))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("broker-1 lives");
        assertThatThrownBy(() -> bed.disks.wipe(DiskBed.BROKER.id()))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("broker-1 lives");
        assertThatThrownBy(() -> bed.disks.cutUnsyncedTail(DiskBed.BROKER.id(), 1))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("broker-1 lives");
        assertThat(bed.inKeeper("ls -A /disk").strip()).isEqualTo("synced-0");
    }
}
