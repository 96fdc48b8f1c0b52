package ordeal.harness.cluster.docker.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.harness.cluster.docker.disk.DiskSurvey.State;
import ordeal.nemesis.port.InjectionException;
import org.junit.jupiter.api.Test;

class DiskSurveyTest {
    private static final String TEXT = """
            size 120 a-topic-0/00000000000000000000.log
            size 0 a-topic-0/00000000000000000017.log
            size 33 a-topic-1-delete/00000000000000000000.log
            3f786850e387550fdab836ed7e6dc881de23001b  a-topic-0/00000000000000000000.log
            da39a3ee5e6b4b0d3255bfef95601890afd80709  a-topic-0/00000000000000000017.log
            89e6c98d92887913cadf06b2adb97f26cde4849b  a-topic-1-delete/00000000000000000000.log
            """;

    @Test
    void knowsEachSegmentBySizeAndContent() {
        DiskSurvey survey = DiskSurvey.parse(TEXT);
        assertThat(survey.segments())
                .containsExactly(
                        Map.entry(
                                "a-topic-0/00000000000000000000.log",
                                new State(120, "3f786850e387550fdab836ed7e6dc881de23001b")),
                        Map.entry(
                                "a-topic-0/00000000000000000017.log",
                                new State(0, "da39a3ee5e6b4b0d3255bfef95601890afd80709")));
        assertThat(survey.sizeBytes()).isEqualTo(120);
        assertThat(survey.byPartition())
                .isEqualTo(new TreeMap<>(Map.of(
                        "a-topic-0",
                        List.of("a-topic-0/00000000000000000000.log", "a-topic-0/00000000000000000017.log"))));
    }

    @Test
    void aDiskWithoutSegmentsIsEmpty() {
        assertThat(DiskSurvey.parse("").segments()).isEmpty();
    }

    @Test
    void refusesWhatIsNoList() {
        assertThatThrownBy(() -> DiskSurvey.parse("size many a-0/1.log"))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("size many");
        assertThatThrownBy(() -> DiskSurvey.parse("nonsense")).isInstanceOf(InjectionException.class);
    }

    @Test
    void readsPartitionAndOffsetFromAPath() {
        assertThat(DiskSurvey.partitionOf("a-0/00000000000000000123.log")).isEqualTo("a-0");
        assertThat(DiskSurvey.baseOffsetOf("a-0/00000000000000000123.log")).isEqualTo(123);
    }
}
