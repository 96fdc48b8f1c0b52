package ordeal.harness.cluster.docker.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.TreeMap;
import ordeal.harness.cluster.docker.disk.DiskRot.Bit;
import ordeal.harness.cluster.docker.disk.DiskSegment.Batch;
import ordeal.harness.cluster.docker.disk.DiskSurvey.State;
import ordeal.nemesis.port.InjectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as proof of a disk's fault, and what does not. */
class DiskReceiptsTest {
    private static final Bit BIT = new Bit("t-0/00000000000000000000.log", new Batch(0, 200, 7, 7), 150, 3);

    @Test
    void aDiskIsFullWhenAWriteWasRefused() {
        assertThat(DiskSpace.filled("/dev/loop3", """
                        before=439369728 after=20480 code=1
                        dd: error writing '.ordeal-probe': No space left on device
                        """).proof())
                .contains("/dev/loop3 has 20480 bytes left of 439369728", "No space left on device");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before=439369728 after=70000 code=0\n65536 bytes copied",
                "before=439369728 after=70000 code=1\ndd: Input/output error",
                "",
            })
    void aDiskThatTookAWriteOrFailedOtherwiseIsNotFull(String answer) {
        assertThatThrownBy(() -> DiskSpace.filled("/dev/loop3", answer))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("/dev/loop3");
    }

    @Test
    void aDiskIsSlowWhenASyncTookAboutAsLongAsItShould() {
        assertThat(DiskThrottle.slowed("limit", 7, 0.012, 0.41, 65_536).proof())
                .isEqualTo("limit; in the broker's container a sync of 28 KiB took 12 ms before and 410 ms now");
    }

    @Test
    void aSyncThatIsAsFastAsBeforeOrMuchFasterThanTheLimitProvesNothing() {
        assertThatThrownBy(() -> DiskThrottle.slowed("limit", 7, 0.012, 0.1, 65_536))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("not slowed down");
        assertThatThrownBy(() -> DiskThrottle.slowed("limit", 7, 0.9, 0.8, 65_536))
                .isInstanceOf(InjectionException.class);
    }

    @Test
    void aProbeIsSoLongThatTheLimitShows() {
        assertThat(DiskThrottle.probeBlocks(65_536)).isEqualTo(7);
        assertThat(DiskThrottle.probeBlocks(1_000)).isEqualTo(1);
    }

    @Test
    void timeIsReadAsTheToolWritesIt() {
        assertThat(DiskThrottle.seconds("65536 bytes (66 kB, 64 KiB) copied, 0.951255 s, 68.9 kB/s"))
                .isCloseTo(0.951255, within(1e-9));
        assertThat(DiskThrottle.seconds("0 bytes copied, 7.2e-05 s, 0.0 kB/s")).isCloseTo(7.2e-5, within(1e-9));
        assertThatThrownBy(() -> DiskThrottle.seconds("dd: failed")).isInstanceOf(InjectionException.class);
    }

    @Test
    void aBitIsFlippedWhenTheByteIsAnotherByThatBit() {
        assertThat(DiskRot.flipped(BIT, "97 105\n").proof())
                .isEqualTo("byte 150 of t-0/00000000000000000000.log, in the batch at offset 7, was 97 and is 105");
    }

    @ParameterizedTest
    @ValueSource(strings = {"97 97", "97 98", "97", ""})
    void anyOtherByteIsNoBitFlip(String answer) {
        assertThatThrownBy(() -> DiskRot.flipped(BIT, answer)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void theBitLiesInARecordsValue() {
        byte[] log = SomeBatches.of(0, 10);
        DiskSegment segment = DiskSegment.of(log);
        for (long seed = 0; seed < 200; seed++) {
            Bit bit = DiskRot.choose("t-0/0.log", segment, new SplittableRandom(seed))
                    .orElseThrow();
            int end = bit.batch().position() + bit.batch().sizeBytes();
            assertThat(bit.position()).isBetween(end - 17, end - 2);
            assertThat((char) log[bit.position()]).as("the text of a value").isBetween(' ', 'z');
            assertThat(bit.bit()).isBetween(0, 7);
        }
    }

    @Test
    void aSegmentWithoutBatchesHasNoBitToFlip() {
        assertThat(DiskRot.choose("t-0/0.log", DiskSegment.of(new byte[0]), new SplittableRandom(1)))
                .isEmpty();
    }

    @Test
    void onlySegmentsOfTheRunsTopicsThatHoldSomethingAreCandidates() {
        TreeMap<String, State> segments = new TreeMap<>();
        segments.put("__consumer_offsets-0/0.log", new State(100, "a"));
        segments.put("t-0/0.log", new State(100, "b"));
        segments.put("t-0/5.log", new State(0, "c"));
        segments.put("t-1/0.log", new State(100, "d"));
        assertThat(DiskRot.candidates(new DiskSurvey(segments), new SplittableRandom(4)))
                .containsExactlyInAnyOrder("t-0/0.log", "t-1/0.log");
    }
}
