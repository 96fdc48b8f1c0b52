package ordeal.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs, what runs again, and what is stored, with trials that are no processes. */
class TrialRunTest {
    @TempDir
    private Path results;

    private TrialStore store;
    private final List<String> begun = new ArrayList<>();
    private final List<String> retried = new ArrayList<>();

    @BeforeEach
    void makeStore() throws Exception {
        store = TrialStore.of(results, "c0ffee");
    }

    @Test
    void runsNothingTwice() throws Exception {
        List<Trial> trials = Trials.of(Trials.BUG);
        Map<String, TrialResult> first = run(trials.subList(0, 2), trial -> Trials.invalid(trial, "lost-write"));
        Map<String, TrialResult> second = run(trials, Trials::valid);

        assertThat(begun)
                .containsExactlyElementsOf(trials.stream().map(Trial::key).toList());
        assertThat(second).containsAllEntriesOf(first).hasSize(trials.size());
        assertThat(store.read()).isEqualTo(second);
    }

    @Test
    void runsOnceMoreWhatBrokeAndNeverWhatWasJudged() throws Exception {
        List<Trial> trials = Trials.of(Trials.BUG).subList(0, 2);
        Deque<Function<Trial, TrialResult>> outcomes =
                new ArrayDeque<>(List.of(Trials::broke, Trials::valid, Trials::unknown));
        run(trials, trial -> outcomes.remove().apply(trial));

        assertThat(begun)
                .containsExactly(
                        trials.get(0).key(), trials.get(0).key(), trials.get(1).key());
        assertThat(retried).containsExactly(trials.get(0).key());
    }

    @Test
    void keepsWhatEachAttemptPrinted() throws Exception {
        Trial trial = Trials.of(Trials.BUG).getFirst();
        Path first = Files.createFile(store.newLog(trial));
        Path second = Files.createFile(store.newLog(trial));

        assertThat(store.newLog(trial)).isNotIn(first, second).hasParentRaw(store.logs());
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void triesAnewWhatBrokeTwiceWhenItGoesOn() throws Exception {
        List<Trial> trials = Trials.of(Trials.BUG).subList(0, 1);
        run(trials, Trials::broke);
        Map<String, TrialResult> gone = run(trials, Trials::valid);

        assertThat(begun).hasSize(3);
        assertThat(gone.get(trials.getFirst().key())).isEqualTo(Trials.valid(trials.getFirst()));
    }

    @Test
    void takesATornLineForNoResult() throws Exception {
        List<Trial> trials = Trials.of(Trials.BUG).subList(0, 2);
        run(trials.subList(0, 1), Trials::valid);
        Path file = store.root().resolve("trials.jsonl");
        Files.writeString(
                file, Files.readString(file) + "{\"key\":\"" + trials.get(1).key() + "\",\"verd");
        assertThat(store.read()).containsOnlyKeys(trials.get(0).key());

        run(trials, Trials::unknown);
        assertThat(begun).containsExactly(trials.get(0).key(), trials.get(1).key());
        assertThat(store.read())
                .containsEntry(trials.get(0).key(), Trials.valid(trials.get(0)))
                .containsEntry(trials.get(1).key(), Trials.unknown(trials.get(1)));
    }

    @Test
    void keepsWhatAnotherCommitHasSeenApart() throws Exception {
        List<Trial> trials = Trials.of(Trials.BUG).subList(0, 1);
        run(trials, Trials::valid);
        assertThat(TrialStore.of(results, "c0ffee-dirty").read()).isEmpty();
        assertThat(TrialStore.of(results, "c0ffee").read()).hasSize(1);
    }

    private Map<String, TrialResult> run(List<Trial> trials, Function<Trial, TrialResult> runner) throws Exception {
        return new TrialRun(
                        store,
                        trial -> {
                            begun.add(trial.key());
                            return runner.apply(trial);
                        },
                        new TrialListener() {
                            @Override
                            public void retrying(Trial trial, TrialResult broke) {
                                retried.add(trial.key());
                            }

                            @Override
                            public void ended(
                                    Trial trial,
                                    TrialResult result,
                                    List<Trial> all,
                                    Map<String, TrialResult> results) {
                                assertThat(results).containsEntry(trial.key(), result);
                            }
                        })
                .run(trials);
    }
}
