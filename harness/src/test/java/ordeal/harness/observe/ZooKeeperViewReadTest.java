package ordeal.harness.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import ordeal.nemesis.port.ClusterState;
import org.junit.jupiter.api.Test;

/** A server that hangs answers nothing and refuses nothing: only the age of what was read tells. */
class ZooKeeperViewReadTest {
    private static final long READ_AT = 50;

    private final ClusterState state = new ClusterState(
            true,
            new TreeSet<>(Set.of(1, 2)),
            new TreeSet<>(Set.of(1)),
            new TreeMap<>(Map.of(1, 7L)),
            OptionalInt.of(1),
            OptionalInt.of(1),
            new TreeMap<>(Map.of("t-0", new ClusterState.PartitionState(List.of(1), Set.of(1), OptionalInt.of(1), 3))));
    private final ZooKeeperView.Read read = new ZooKeeperView.Read(state, READ_AT);

    @Test
    void isCurrentForAWhile() {
        assertThat(read.asOf(READ_AT + TimeUnit.MILLISECONDS.toNanos(1_500))).isEqualTo(state);
    }

    @Test
    void isWhatWasSeenLastAfterwards() {
        ClusterState later = read.asOf(READ_AT + TimeUnit.MILLISECONDS.toNanos(1_500) + 1);
        assertThat(later.current()).isFalse();
        assertThat(later.zookeeperLeader()).isEmpty();
        assertThat(later.registrations()).isEqualTo(state.registrations());
        assertThat(later.partitions()).isEqualTo(state.partitions());
        assertThat(later.controller()).hasValue(1);
    }
}
