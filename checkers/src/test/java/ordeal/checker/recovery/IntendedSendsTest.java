package ordeal.checker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.LongStream;
import ordeal.checker.recovery.IntendedSends.Send;
import org.junit.jupiter.api.Test;

class IntendedSendsTest {
    private static final long SEED = 3;
    private static final int COUNT = 50_000;

    @Test
    void sortsWhatIsNearlyInOrder() {
        Random random = new Random(SEED);
        sorts(i -> 1_000L * i + random.nextInt(1_000_000));
    }

    @Test
    void sortsWhatIsInNoOrder() {
        Random random = new Random(SEED);
        sorts(i -> random.nextLong() >> random.nextInt(64));
    }

    @Test
    void keepsTheOrderOfSendsOfOneMoment() {
        sorts(i -> i / 20_000);
        sorts(i -> 7);
    }

    @Test
    void sortsWhatRunsBackwards() {
        sorts(i -> -i);
    }

    @Test
    void findsTheFirstSendOfAMoment() {
        IntendedSends.Sorter sorter = new IntendedSends.Sorter();
        sorter.add(30, 0);
        sorter.add(10, 0);
        sorter.add(20, 0);
        sorter.add(20, 0);
        IntendedSends sends = sorter.sorted();
        assertThat(LongStream.of(9, 10, 11, 20, 21, 30, 31).map(sends::firstAt))
                .containsExactly(0L, 0L, 1L, 1L, 3L, 3L, 4L);
        assertThat(sorter.sorted().size()).isZero();
    }

    private static void sorts(IntToLongFunction intended) {
        IntendedSends.Sorter sorter = new IntendedSends.Sorter();
        List<Send> expected = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Send send = new Send(intended.applyAsLong(i), i % 9 == 0 ? Long.MAX_VALUE : i);
            expected.add(send);
            sorter.add(send.intendedNanos(), send.acknowledgedNanos());
        }
        expected.sort(Comparator.comparingLong(Send::intendedNanos));
        IntendedSends sorted = sorter.sorted();
        assertThat(LongStream.range(0, sorted.size()).mapToObj(sorted::get).toList())
                .isEqualTo(expected);
    }
}
