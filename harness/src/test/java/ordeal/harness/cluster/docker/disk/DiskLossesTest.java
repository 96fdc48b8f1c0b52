package ordeal.harness.cluster.docker.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.harness.cluster.docker.disk.DiskSurvey.State;
import ordeal.nemesis.port.DiskLoss.PartitionLoss;
import org.junit.jupiter.api.Test;

class DiskLossesTest {
    private static final String FIRST = "t-0/00000000000000000000.log";
    private static final String SECOND = "t-0/00000000000000000020.log";
    private static final String THIRD = "t-0/00000000000000000030.log";
    private static final int BATCH_BYTES = SomeBatches.batch(20, 1).length;

    private static DiskSurvey survey(Map<String, State> segments) {
        return new DiskSurvey(new TreeMap<>(segments));
    }

    private static List<PartitionLoss> losses(DiskSurvey before, DiskSurvey after, Map<String, byte[]> contents) {
        assertThat(DiskLosses.toRead(before, after)).isEqualTo(contents.keySet());
        return DiskLosses.between(before, after, path -> DiskSegment.of(contents.getOrDefault(path, new byte[0])));
    }

    @Test
    void nothingIsLostWhereNothingHasChanged() {
        DiskSurvey disk = survey(Map.of(FIRST, new State(500, "a"), SECOND, new State(10L * BATCH_BYTES, "b")));
        assertThat(losses(disk, disk, Map.of(SECOND, SomeBatches.of(20, 10))))
                .containsExactly(new PartitionLoss("t-0", 30, 0));
    }

    @Test
    void aLogThatBecameShorterLostItsTail() {
        DiskSurvey before = survey(Map.of(FIRST, new State(500, "a"), SECOND, new State(10L * BATCH_BYTES, "b")));
        DiskSurvey after = survey(Map.of(FIRST, new State(500, "a"), SECOND, new State(4L * BATCH_BYTES, "c")));
        assertThat(losses(before, after, Map.of(SECOND, SomeBatches.of(20, 4))))
                .containsExactly(new PartitionLoss("t-0", 24, 6L * BATCH_BYTES));
    }

    @Test
    void aLogOfTheSameLengthWithZerosInItLostWhatTheyStandFor() {
        byte[] now = SomeBatches.of(20, 10);
        Arrays.fill(now, 7 * BATCH_BYTES + 5, now.length, (byte) 0);
        DiskSurvey before = survey(Map.of(SECOND, new State(now.length, "b")));
        DiskSurvey after = survey(Map.of(SECOND, new State(now.length, "c")));
        assertThat(losses(before, after, Map.of(SECOND, now)))
                .containsExactly(new PartitionLoss("t-0", 27, 3L * BATCH_BYTES));
    }

    @Test
    void whatLiesBehindALostTailIsLostToo() {
        DiskSurvey before =
                survey(Map.of(SECOND, new State(10L * BATCH_BYTES, "b"), THIRD, new State(2L * BATCH_BYTES, "d")));
        DiskSurvey after =
                survey(Map.of(SECOND, new State(3L * BATCH_BYTES, "c"), THIRD, new State(2L * BATCH_BYTES, "d")));
        assertThat(losses(before, after, Map.of(SECOND, SomeBatches.of(20, 3), THIRD, SomeBatches.of(30, 2))))
                .containsExactly(new PartitionLoss("t-0", 23, 9L * BATCH_BYTES));
    }

    @Test
    void aSegmentThatIsGoneWasNeverSynced() {
        DiskSurvey before =
                survey(Map.of(SECOND, new State(10L * BATCH_BYTES, "b"), THIRD, new State(2L * BATCH_BYTES, "d")));
        DiskSurvey after = survey(Map.of(SECOND, new State(10L * BATCH_BYTES, "b")));
        assertThat(losses(before, after, Map.of())).containsExactly(new PartitionLoss("t-0", 30, 2L * BATCH_BYTES));
    }

    @Test
    void aPartitionThatIsGoneLostEverythingAndOthersNothing() {
        DiskSurvey before = survey(Map.of(FIRST, new State(5, "a"), "u-7/00000000000000000003.log", new State(0, "0")));
        DiskSurvey after = survey(Map.of("u-7/00000000000000000003.log", new State(0, "0")));
        assertThat(losses(before, after, Map.of("u-7/00000000000000000003.log", new byte[0])))
                .containsExactly(new PartitionLoss("t-0", 0, 5), new PartitionLoss("u-7", 3, 0));
    }

    @Test
    void aTornTailThatWasThereBeforeCountsOnlyWhenItWasCut() {
        byte[] torn = Arrays.copyOf(SomeBatches.of(20, 3), 2 * BATCH_BYTES + 30);
        DiskSurvey before = survey(Map.of(SECOND, new State(torn.length, "b")));
        assertThat(losses(before, before, Map.of(SECOND, torn))).containsExactly(new PartitionLoss("t-0", 22, 0));
    }

    @Test
    void aWipeTakesEverythingFromTheFirstOffsetOn() {
        DiskSurvey before = survey(Map.of(SECOND, new State(100, "b"), THIRD, new State(11, "d")));
        assertThat(DiskLosses.all(before)).containsExactly(new PartitionLoss("t-0", 20, 111));
    }
}
