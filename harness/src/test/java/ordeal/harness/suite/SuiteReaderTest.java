package ordeal.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteReaderTest {
    private static final String WHOLE = """
            name: some
            description: A few runs.
            time-budget: 15m
            cell-bound: 90s
            matrices:
              - name: random
                expect: valid
                needs: docker
                options:
                  time: 20s
                  faults: [kill, pause]
                  broker-config: {a.b: 010, c: yes}
                axes:
                  workload:
                    - slow: {rate: 10}
                    - lossy: {acks: 1, expect: {permitted: [acks]}}
                  seed: [1..3, drawn]
                exclude:
                  - {workload: lossy, seed: [1, 2]}
            """;

    @Test
    void readsEverythingThatASuiteMaySay() throws SuiteException {
        Suite suite = SuiteReader.read(WHOLE);

        assertThat(suite.name()).isEqualTo("some");
        assertThat(suite.description()).isEqualTo("A few runs.");
        assertThat(suite.timeBudgetMs()).hasValue(900_000);
        assertThat(suite.cellBoundMs()).hasValue(90_000);
        Matrix matrix = suite.matrices().getFirst();
        assertThat(matrix.line()).isEqualTo(6);
        assertThat(matrix.needsDocker()).isTrue();
        assertThat(matrix.expectation()).contains(new Expectation.Valid(List.of()));
        assertThat(matrix.options())
                .containsExactly(
                        new OptionValue("time", List.of("20s"), 10),
                        new OptionValue("faults", List.of("kill", "pause"), 11),
                        new OptionValue("broker-config", List.of("a.b=010", "c=yes"), 12));
        Axis workload = matrix.axes().getFirst();
        assertThat(workload.choices())
                .containsExactly(
                        new Axis.Choice("slow", List.of(new OptionValue("rate", List.of("10"), 15)), Optional.empty()),
                        new Axis.Choice(
                                "lossy",
                                List.of(new OptionValue("acks", List.of("1"), 16)),
                                Optional.of(new Expectation.PermittedLoss(List.of("acks")))));
        assertThat(matrix.axes().getLast().choices())
                .extracting(Axis.Choice::label)
                .containsExactly("1", "2", "3", "drawn");
        assertThat(matrix.exclusions()).containsExactly(Map.of("workload", Set.of("lossy"), "seed", Set.of("1", "2")));
    }

    @Test
    void readsTheLeastThatIsASuite() throws SuiteException {
        Suite suite = SuiteReader.read("{name: least, matrices: [{name: only}]}");
        assertThat(suite.timeBudgetMs()).isEmpty();
        assertThat(suite.matrices().getFirst().axes()).isEmpty();
    }

    /** Each is one change away from a suite that is right. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: some              | nam: some               | line 1: a suite has no 'nam'",
                "name: some              | name: Some Suite         | line 1: a suite's 'name' must be a word",
                "name: some              | name:                    | line 1: a suite's 'name' must be a text, and here is nothing",
                "time-budget: 15m        | time-budget: 15          | line 3: 'time-budget': '15' is no length of time",
                "cell-bound: 90s         | time-budget: 90s         | line 4: 'time-budget' stands here a second time",
                "- name: random          | - nome: random           | line 6: a matrix has no 'nome'",
                "expect: valid           | expect: valdi            | line 7: nobody can expect 'valdi'",
                "expect: valid           | expect: {valid: acks, invalid: x} | line 7: a cell has one expectation",
                "expect: valid           | expect: {permitted: disk-los} | line 7: no loss is permitted by 'disk-los' (there are unclean-election, acks, disk-loss)",
                "expect: valid           | expect: {invalid: []}    | line 7: types of anomalies must be a list with something in it",
                "needs: docker           | needs: dokker            | line 8: a matrix can need nothing but 'docker'",
                "time: 20s               | --time: 20s              | line 10: option '--time' is written without dashes",
                "time: 20s               | results: /elsewhere      | line 10: option 'results' cannot be given to a cell",
                "faults: [kill, pause]   | faults: []               | line 11: option 'faults' must be a list with something in it",
                "faults: [kill, pause]   | faults: [[kill], pause]  | line 11: option 'faults' must be a text, and here is a list",
                "{a.b: 010, c: yes}      | {a.b: 010, c: [yes]}     | line 12: option 'broker-config' must be a text, and here is a list",
                "- slow: {rate: 10}      | - {slow: {rate: 10}, fast: {rate: 20}} | line 15: on axis 'workload' a map must have one key",
                "- slow: {rate: 10}      | - [slow]                 | line 15: a list on axis 'workload' has no name",
                "- slow: {rate: 10}      | - slow: 10               | line 15: 'slow' must be a map, and here is '10'",
                "seed: [1..3, drawn]     | seed: [1..3, 2]          | line 17: '2' stands twice on axis 'seed'",
                "seed: [1..3, drawn]     | seed: [3..1, drawn]      | line 17: '3..1' must go upwards",
                "seed: [1..3, drawn]     | seed: [1..2000, drawn]   | line 17: '1..2000' must go upwards, over at most 1000",
                "{workload: lossy, seed  | {worklaod: lossy, seed   | line 19: there is no axis 'worklaod' to exclude from (there are workload, seed)",
                "{workload: lossy, seed  | {workload: fast, seed    | line 19: there is no 'fast' on axis 'workload' (there are slow, lossy)",
                "exclude:                | exclude: [               | is no YAML",
            })
    void saysWhatIsWrongAndWhere(String right, String wrong, String message) {
        assertThat(WHOLE).contains(right);
        assertThatThrownBy(() -> SuiteReader.read(WHOLE.replaceFirst(Pattern.quote(right), wrong)))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "just a text", "[1, 2]", "name: a\n---\nname: b", "a: &a [*a]"})
    void refusesWhatIsNoSuiteAtAll(String text) {
        assertThatThrownBy(() -> SuiteReader.read(text)).isInstanceOf(SuiteException.class);
    }

    @Test
    void refusesTwoMatricesOfOneName() {
        assertThatThrownBy(() -> SuiteReader.read("name: a\nmatrices:\n  - name: b\n  - name: b\n"))
                .hasMessage("line 4: there are two matrices 'b'");
    }
}
