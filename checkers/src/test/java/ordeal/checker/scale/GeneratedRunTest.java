package ordeal.checker.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import ordeal.checker.history.HistoryEvent;
import org.junit.jupiter.api.Test;

class GeneratedRunTest {
    private static final RunSize SIZE = new RunSize(5, 100_000, 3, 4);

    @Test
    void aSeedAlwaysMakesTheSameRun() {
        assertThat(events(SIZE)).isEqualTo(events(SIZE));
        assertThat(events(new RunSize(6, 100_000, 3, 4))).isNotEqualTo(events(SIZE));
    }

    @Test
    void everythingIsPlantedAsOftenAsToldAndFound() {
        LiveHeap heap = new LiveHeap();
        GeneratedRun run = GeneratedRun.of(SIZE, heap);
        assertThat(run.planted().stream().collect(Collectors.groupingBy(Planting.Planted::kind, Collectors.counting())))
                .isEqualTo(Arrays.stream(Planting.values())
                        .collect(Collectors.toMap(kind -> kind, kind -> (long) kind.times())));
        assertThat(run.planted()).hasSize(20);
        ScaledJudgement judgement = ScaledJudgement.of(run, heap);
        assertThat(judgement.differences()).isEmpty();
        List<Planting.Planted> oneLess = run.planted().subList(1, 20);
        assertThat(ScaledJudgement.differences(oneLess, judgement.verdict())).isNotEmpty();
        List<Planting.Planted> elsewhere = new ArrayList<>(oneLess);
        Planting.Planted first = run.planted().getFirst();
        elsewhere.add(new Planting.Planted(first.kind(), first.partition(), first.offset() + 1));
        assertThat(ScaledJudgement.differences(elsewhere, judgement.verdict()))
                .allMatch(difference -> difference.startsWith("planted and not found"))
                .isNotEmpty();
    }

    @Test
    void tooFewSendsAreRefused() {
        assertThatThrownBy(() -> RunSize.of(1, 99_999)).hasMessageContaining("at least 100000 sends");
    }

    private static List<HistoryEvent> events(RunSize size) {
        List<HistoryEvent> events = new ArrayList<>();
        new GeneratedHistory(size).forEach(events::add);
        return events;
    }
}
