package ordeal.nemesis.fake;

import java.util.List;
import ordeal.nemesis.port.DiskControl;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Receipt;

/** The fake cluster's disks: every loss takes 64 bytes of the first partition. A broker dies of a disk that fails. */
record FakeDisks(FakeCluster cluster) implements DiskControl {
    @Override
    public DiskLoss wipe(int broker) {
        cluster.did("wipe broker-" + broker);
        return loss(broker, 0);
    }

    @Override
    public DiskLoss cutUnsyncedTail(int broker, long seed) {
        cluster.did("cut broker-" + broker);
        return loss(broker, 10);
    }

    @Override
    public DiskLoss flipBit(int broker, long seed) {
        cluster.did("flip broker-" + broker);
        return loss(broker, 5);
    }

    @Override
    public Receipt fill(int broker) {
        cluster.did("fill broker-" + broker);
        if (cluster.diesOfFullDisk) {
            cluster.dies(broker);
        }
        return FakeCluster.receipt("broker-" + broker + " has no space left");
    }

    @Override
    public Receipt fail(int broker) {
        cluster.did("fail broker-" + broker);
        cluster.failing.add(broker);
        cluster.dies(broker);
        return FakeCluster.receipt("broker-" + broker + " has a disk that fails");
    }

    @Override
    public Receipt slow(int broker, long bytesPerSecond) {
        cluster.did("slow broker-" + broker);
        return FakeCluster.receipt("broker-" + broker + " syncs slowly");
    }

    @Override
    public DiskLoss mend(int broker) {
        cluster.did("mend broker-" + broker);
        if (cluster.failing.remove(broker) && cluster.lives(broker)) {
            throw new InjectionException("broker-" + broker + " lives");
        }
        return new DiskLoss(FakeCluster.receipt("broker-" + broker + " has a sound disk"), List.of());
    }

    private static DiskLoss loss(int broker, long firstOffset) {
        return new DiskLoss(
                FakeCluster.receipt("broker-" + broker + " lost 64 bytes"),
                List.of(new DiskLoss.PartitionLoss("topic-0", firstOffset, 64)));
    }
}
