package ordeal.checker.isr;

import ordeal.checker.isr.AckedSends.Ack;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * In which leader epoch a send was acknowledged: that of the batch that holds its value at its offset on some disk. Where no disk
 * holds it any more, clocks must do: it was acknowledged in no later epoch than the last one that ZooKeeper had recorded a second
 * after the acknowledgement arrived.
 */
final class AckEpochs {
    private static final long SLACK_MS = 1_000;

    private final RunDescription run;
    private final ClusterTimeline timeline;
    private final Replicas replicas;

    AckEpochs(RunDescription run, ClusterTimeline timeline, Replicas replicas) {
        this.run = run;
        this.timeline = timeline;
        this.replicas = replicas;
    }

    /** The epoch on a disk; -1 where no disk holds the value at its offset. */
    int onDisk(Ack ack) {
        return replicas.epochOf(ack.partition(), ack.offset(), ack.value());
    }

    /** The epoch on a disk, else the latest that it can have been. */
    int latestOf(Ack ack) {
        int epoch = onDisk(ack);
        if (epoch >= 0) {
            return epoch;
        }
        long latestMs = run.startedEpochMs() + ack.completedNanos() / 1_000_000 + SLACK_MS;
        for (PartitionState state : timeline.states(run.partitions().get(ack.partition()))) {
            if (state.epochMs() <= latestMs) {
                epoch = Math.max(epoch, state.leaderEpoch());
            }
        }
        return epoch;
    }
}
