package ordeal.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import ordeal.harness.workload.Served;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.ClusterState.PartitionState;
import ordeal.nemesis.port.NemesisClock;
import org.junit.jupiter.api.Test;

/** When a run's faults begin, and when its clients may stop. In virtual time. */
class ServiceWaitTest {
    private static final long TICK_MS = 50;
    private static final int PARTITIONS = 2;

    private final VirtualClock clock = new VirtualClock();

    /** When each partition begins to be written to and to be read from; a record a tick from then on. */
    private final List<Long> writtenFromMs = new ArrayList<>(List.of(0L, 0L));

    private final List<Long> readFromMs = new ArrayList<>(List.of(0L, 0L));
    private final ServiceWait service = new ServiceWait(clock, this::served);

    private long inSyncFromMs;
    private long answersFromMs;

    @Test
    void theWarmUpCountsFromWhenTheLastPartitionServes() throws Exception {
        writtenFromMs.set(0, 3_000L);
        readFromMs.set(1, 7_000L);
        assertThat(service.awaitWarm(90_000, 1_000)).isTrue();
        assertThat(clock.nowMs()).isBetween(8_000L, 8_000 + 2 * TICK_MS);
    }

    @Test
    void aPartitionThatIsNeverWrittenToIsNotWarm() throws Exception {
        writtenFromMs.set(1, Long.MAX_VALUE);
        assertThat(service.awaitWarm(90_000, 1_000)).isFalse();
        assertThat(clock.nowMs()).isEqualTo(90_000);
    }

    @Test
    void aPartitionThatIsNeverReadFromIsNotWarm() throws Exception {
        readFromMs.set(0, Long.MAX_VALUE);
        assertThat(service.awaitWarm(90_000, 1_000)).isFalse();
    }

    @Test
    void lookingForRecoveryTakesFiveSecondsEvenWhenAllIsWell() throws Exception {
        assertThat(recoveredAfterMs()).isBetween(5_000L, 5_000 + 2 * TICK_MS);
    }

    @Test
    void recoveryWaitsForAFullIsr() throws Exception {
        inSyncFromMs = 9_000;
        assertThat(recoveredAfterMs()).isBetween(9_000L, 9_000 + 2 * TICK_MS);
    }

    @Test
    void whatZooKeeperShowedLastIsNoRecovery() throws Exception {
        answersFromMs = 9_000;
        assertThat(recoveredAfterMs()).isBetween(9_000L, 9_000 + 2 * TICK_MS);
    }

    @Test
    void recoveryWaitsForNewRecordsOfEveryPartition() throws Exception {
        writtenFromMs.set(1, 8_000L);
        readFromMs.set(0, 12_000L);
        assertThat(recoveredAfterMs()).isBetween(12_000L, 12_000 + 2 * TICK_MS);
    }

    @Test
    void recoveryIsWaitedForNoLongerThanItsBound() throws Exception {
        inSyncFromMs = 30_001;
        assertThat(recoveredAfterMs()).isEqualTo(30_000);
    }

    private long recoveredAfterMs() throws InterruptedException {
        service.awaitRecovered(this::cluster, 30_000);
        return clock.nowMs();
    }

    private Served served() {
        return new Served(
                writtenFromMs.stream().map(this::recordsSince).toList(),
                readFromMs.stream().map(this::recordsSince).toList());
    }

    private long recordsSince(long fromMs) {
        return Math.max(0, clock.nowMs() - fromMs) / TICK_MS;
    }

    private ClusterState cluster() {
        TreeSet<Integer> brokers = new TreeSet<>(Set.of(1, 2, 3));
        TreeMap<String, PartitionState> partitions = new TreeMap<>();
        for (int i = 0; i < PARTITIONS; i++) {
            Set<Integer> isr = i == 0 || clock.nowMs() >= inSyncFromMs ? brokers : Set.of(1, 2);
            partitions.put("ordeal-1-" + i, new PartitionState(List.of(1, 2, 3), isr, OptionalInt.of(1), 4));
        }
        return new ClusterState(
                clock.nowMs() >= answersFromMs,
                brokers,
                new TreeSet<>(Set.of(1)),
                new TreeMap<>(),
                OptionalInt.of(1),
                OptionalInt.of(1),
                partitions);
    }

    /** Waiting moves it, in ticks. */
    private static final class VirtualClock implements NemesisClock {
        private long nowNanos;

        long nowMs() {
            return TimeUnit.NANOSECONDS.toMillis(nowNanos);
        }

        @Override
        public long nowNanos() {
            return nowNanos;
        }

        @Override
        public boolean await(BooleanSupplier condition, long deadlineNanos) {
            while (!condition.getAsBoolean()) {
                if (nowNanos >= deadlineNanos) {
                    return false;
                }
                nowNanos = Math.min(deadlineNanos, nowNanos + TimeUnit.MILLISECONDS.toNanos(TICK_MS));
            }
            return true;
        }
    }
}
