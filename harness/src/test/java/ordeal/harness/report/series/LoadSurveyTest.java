package ordeal.harness.report.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Phase;
import ordeal.harness.report.Runs;
import org.junit.jupiter.api.Test;

class LoadSurveyTest {
    private static final long MS = 1_000_000L;

    @Test
    void countsSendsInTheSecondOfTheirIntendedTimeHoweverLateTheyEnd() {
        List<HistoryEvent> events = new ArrayList<>();
        Runs.send(events, 0, 1_999, 4_500, Outcome.OK);
        Runs.send(events, 1, 2_000, 2_001, Outcome.FAIL);
        Runs.send(events, 2, 2_500, 6_000, Outcome.INFO);

        Load load = LoadSurvey.of(Runs.source(events));

        assertThat(load.seconds().get(1)).satisfies(second -> {
            assertThat(second.offered()).isEqualTo(1);
            assertThat(second.ok()).isEqualTo(1);
            assertThat(second.latency().maxNanos() / MS).isBetween(2_501L, 2_504L);
        });
        assertThat(load.seconds().get(2)).satisfies(second -> {
            assertThat(second.offered()).isEqualTo(2);
            assertThat(second.fail()).isEqualTo(1);
            assertThat(second.info()).isEqualTo(1);
            assertThat(second.latency().count()).isZero();
        });
        assertThat(load.seconds()).hasSize(7);
    }

    @Test
    void countsSendsWithoutAnAnswerAsOpenUntilTheHistoryEnds() {
        List<HistoryEvent> events = new ArrayList<>();
        Runs.send(events, 0, 1_000, -1, Outcome.OK);
        Runs.send(events, 1, 3_000, 3_010, Outcome.OK);

        Load load = LoadSurvey.of(Runs.source(events));

        assertThat(load.seconds().get(1).open()).isEqualTo(1);
        assertThat(load.seconds().get(3).open()).isZero();
        assertThat(load.points()).contains(new SendPoint(1_000 * MS, 2_010 * MS, SendEnd.OPEN));
    }

    @Test
    void placesSendsInThePhaseInWhichTheyWereIntended() {
        Load load = LoadSurvey.of(Runs.source(Runs.history()));

        assertThat(load.phase(Phase.WARM_UP).orElseThrow().offered()).isEqualTo(10);
        assertThat(load.phase(Phase.FAULTS).orElseThrow().offered()).isEqualTo(30);
        assertThat(load.phase(Phase.RECOVERY).orElseThrow().offered()).isEqualTo(10);
        assertThat(load.phase(Phase.FINAL_READS).orElseThrow().offered()).isZero();
        assertThat(load.shown()).isEqualTo(new TimeRange(1_000 * MS, 6_500 * MS));
        assertThat(load.seconds().get(6).polled()).isEqualTo(50);
    }

    @Test
    void keepsTheSlowestSendThoughTheSampleSkipsIt() {
        List<HistoryEvent> events = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Runs.send(events, i, 1_000 + i / 20, 1_005 + i / 20 + (i == 12_345 ? 700 : 0), Outcome.OK);
        }

        Load load = LoadSurvey.of(Runs.source(events));

        assertThat(load.sends()).isEqualTo(20_000);
        assertThat(load.points()).hasSizeBetween(1_000, 2_100);
        assertThat(load.points()).anyMatch(point -> point.latencyNanos() == 705 * MS);
    }

    @Test
    void showsAtLeastAMomentOfAnEmptyHistory() {
        Load load = LoadSurvey.of(Runs.source(List.of()));

        assertThat(load.shown()).isEqualTo(new TimeRange(0, 1));
        assertThat(load.points()).isEmpty();
        assertThat(load.phases()).isEmpty();
    }
}
