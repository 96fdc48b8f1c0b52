package ordeal.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import ordeal.checker.replica.ReplicaLog;
import org.junit.jupiter.api.Test;

class OffsetMapTest {
    private final OffsetMap map = new OffsetMap();

    @Test
    void keepsTheFirstValueOfAnOffset() {
        assertThat(map.putIfAbsent(7, 70)).isEqualTo(70);
        assertThat(map.putIfAbsent(7, 71)).isEqualTo(70);
        assertThat(map.get(7)).isEqualTo(70);
        assertThat(map.get(6)).isEqualTo(ReplicaLog.HOLE);
        assertThat(map.get(-1)).isEqualTo(ReplicaLog.HOLE);
        assertThat(map.get(Long.MAX_VALUE)).isEqualTo(ReplicaLog.HOLE);
    }

    @Test
    void absurdOffsetCostsOnePage() {
        map.putIfAbsent(1L << 60, 1);
        map.putIfAbsent(0, 2);
        map.putIfAbsent(5000, 3);
        List<Long> offsets = new ArrayList<>();
        map.forEach((offset, _) -> offsets.add(offset));
        assertThat(offsets).containsExactly(0L, 5000L, 1L << 60);
        assertThat(map.end()).isEqualTo((1L << 60) + 1);
    }
}
