package ordeal.nemesis.fake;

import java.util.List;
import ordeal.nemesis.port.DiskControl;
import ordeal.nemesis.port.DiskLoss;

/** The fake cluster's disks: every cut takes 64 bytes of the first partition. */
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

    private static DiskLoss loss(int broker, long firstOffset) {
        return new DiskLoss(
                FakeCluster.receipt("broker-" + broker + " lost 64 bytes"),
                List.of(new DiskLoss.PartitionLoss("topic-0", firstOffset, 64)));
    }
}
