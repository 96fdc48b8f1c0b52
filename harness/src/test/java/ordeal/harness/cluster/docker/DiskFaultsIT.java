package ordeal.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.DiskLoss.PartitionLoss;
import ordeal.nemesis.port.InjectionException;
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
    void aLivingBrokersDiskIsNotTouched() throws InterruptedException {
        bed.append(SYNCED, SomeBatches.of(0, 5));
        assertThatThrownBy(() -> bed.disks.wipe(DiskBed.BROKER.id()))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("broker-1 lives");
        assertThatThrownBy(() -> bed.disks.cutUnsyncedTail(DiskBed.BROKER.id(), 1))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("broker-1 lives");
        assertThat(bed.inKeeper("ls -A /disk").strip()).isEqualTo("synced-0");
    }
}
