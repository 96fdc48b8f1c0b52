package ordeal.checker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.FakeReplica;
import ordeal.checker.Partition;
import ordeal.checker.history.Value;
import ordeal.checker.run.FaultRecord;
import org.junit.jupiter.api.Test;

/** Which batches of a log a fault has damaged where they lie. */
class FlippedBitsTest {
    private static final List<Partition> PARTITIONS = List.of(new Partition("t", 0), new Partition("t", 1));

    /** Broker 2's replica of t-1: three batches, the second with a wrong checksum. */
    private final FakeReplica log = new FakeReplica(2, 1)
            .append(0, new Value(0, 1, 0), new Value(0, 1, 1), new Value(0, 1, 2))
            .rot(1);

    @Test
    void tellsTheBatchAndTheFirstFaultThatFlippedABitInIt() {
        FlippedBits flipped = FlippedBits.of(
                List.of(fault(4, "bit-rot", 2, "t", 1, 1), fault(5, "bit-rot", 2, "t", 1, 1)), PARTITIONS);
        assertThat(flipped.in(log)).extracting(ReplicaLog.Batch::baseOffset).containsExactly(1L);
        assertThat(flipped.faultIn(log, log.batches().get(1))).hasValue(4);
    }

    @Test
    void tellsNothingOfABatchWhoseChecksumIsRight() {
        FlippedBits flipped = FlippedBits.of(List.of(fault(4, "bit-rot", 2, "t", 1, 2)), PARTITIONS);
        assertThat(flipped.in(log)).isEmpty();
        assertThat(flipped.faultIn(log, log.batches().get(2))).isEmpty();
    }

    @Test
    void tellsNothingOfAnotherBatchBrokerPartitionOrTopic() {
        for (FaultRecord elsewhere : List.of(
                fault(4, "bit-rot", 2, "t", 1, 0),
                fault(4, "bit-rot", 1, "t", 1, 1),
                fault(4, "bit-rot", 2, "t", 0, 1),
                fault(4, "bit-rot", 2, "other", 1, 1))) {
            assertThat(FlippedBits.of(List.of(elsewhere), PARTITIONS).in(log))
                    .as(elsewhere.toString())
                    .isEmpty();
        }
    }

    @Test
    void tellsNothingWhereAFaultTookTheDataAway() {
        assertThat(FlippedBits.of(List.of(fault(4, "wipe-disk", 2, "t", 1, 1)), PARTITIONS)
                        .in(log))
                .isEmpty();
    }

    private static FaultRecord fault(int id, String kind, int broker, String topic, int partition, long offset) {
        return new FaultRecord(
                id,
                kind,
                "a fault of a disk",
                FaultRecord.Status.HEALED,
                List.of("broker-" + broker),
                0,
                0,
                0,
                List.of("proof"),
                List.of(new FaultRecord.DataLoss(broker, topic, partition, offset, 70, 0)),
                null);
    }
}
