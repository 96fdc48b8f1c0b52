package ordeal.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a file to cells. */
class SuitePlanTest {
    private static final String MATRIX = """
            name: some
            matrices:
              - name: random
                expect: valid
                options: {time: 20s, rate: 5}
                axes:
                  system: [reference, kafka-3.9]
                  workload:
                    - slow: {rate: 10}
                    - found: {bug: b, expect: {invalid: lost-write}}
                  seed: [1, drawn]
                exclude:
                  - {system: kafka-3.9, workload: found}
                  - {workload: slow, seed: drawn}
            """;

    @Test
    void multipliesTheAxesAndLeavesOutWhatIsExcluded() throws SuiteException {
        assertThat(plan(MATRIX).cells())
                .extracting(planned -> planned.cell().id())
                .containsExactly(
                        "random/system=reference,workload=slow,seed=1",
                        "random/system=reference,workload=found,seed=1",
                        "random/system=reference,workload=found,seed=drawn",
                        "random/system=kafka-3.9,workload=slow,seed=1");
    }

    @Test
    void letsAChoiceWinOverItsMatrix() throws SuiteException {
        SuitePlan.PlannedCell slow = plan(MATRIX).cells().getFirst();
        assertThat(slow.arguments())
                .containsExactly("run", "--time=20s", "--rate=10", "--system=reference", "--seed=1");
        assertThat(slow.cell().expectation()).isEqualTo(new Expectation.Valid(List.of()));
        SuitePlan.PlannedCell found = plan(MATRIX).cells().get(1);
        assertThat(found.arguments())
                .containsExactly("run", "--time=20s", "--rate=5", "--system=reference", "--bug=b", "--seed=1");
        assertThat(found.cell().expectation()).isEqualTo(new Expectation.Invalid(List.of("lost-write")));
    }

    @Test
    void drawsASeedOnceForEachWord() throws SuiteException {
        AtomicLong random = new AtomicLong(100);
        SuitePlan plan = SuitePlan.of("""
                name: some
                matrices:
                  - name: random
                    expect: valid
                    axes: {system: [a, b], seed: [drawn-1, drawn-2, drawing]}
                """, _ -> new CellTimes(0, 0), random::getAndIncrement);
        assertThat(plan.cells())
                .extracting(planned -> planned.arguments().getLast())
                .containsExactly(
                        "--seed=100", "--seed=101", "--seed=drawing", "--seed=100", "--seed=101", "--seed=drawing");
    }

    @Test
    void repeatsOptionsThatHaveSeveralValues() throws SuiteException {
        SuitePlan plan = plan("""
                name: some
                matrices:
                  - {name: only, expect: valid, options: {seed: 1, faults: [kill, pause], broker-config: {a: 1, b: 2}}}
                """);
        assertThat(plan.cells().getFirst().cell().id()).isEqualTo("only");
        assertThat(plan.cells().getFirst().arguments())
                .containsExactly(
                        "run",
                        "--seed=1",
                        "--faults=kill",
                        "--faults=pause",
                        "--broker-config=a=1",
                        "--broker-config=b=2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {system: kafka-3.9, workload: found} | - {seed: [1, drawn]} | line 3: matrix 'random' has no cell",
                "- slow: {rate: 10} | - slow: {seed: 10} | line 11: two axes of cell random/system=reference,workload=slow,seed=1 set option 'seed'",
                "seed: [1, drawn] | seed: [1: {acks: all}, drawn: {acks: 1}] | line 3: cell random/system=reference,workload=slow,seed=1 has no seed",
                "expect: valid | needs: docker | line 3: cell random/system=reference,workload=slow,seed=1 expects nothing",
                "[reference, kafka-3.9] | [kafka-3.9, one: {system: kafka-3.9}] | line 3: cells random/system=kafka-3.9,workload=slow,seed=1 and random/system=one,workload=slow,seed=1 are the same run",
                "[reference, kafka-3.9] | [kafka-3.9, one: {system: x, expect: valid}] | line 3: two axes of cell random/system=one,workload=found,seed=1 say what to expect",
            })
    void refusesCellsThatCannotBe(String right, String wrong, String message) {
        assertThat(MATRIX).contains(right);
        assertThatThrownBy(() -> plan(MATRIX.replace(right, wrong)))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining(message);
    }

    @Test
    void tellsTwoCellsApartThatDifferInOneValue() throws SuiteException {
        assertThat(plan(MATRIX.replace("[reference, kafka-3.9]", "[kafka-3.9, one: {system: kafka}]"))
                        .cells())
                .hasSize(4);
    }

    @Test
    void namesTheLineOfTheOptionThatIsWrong() {
        assertThatThrownBy(() -> SuitePlan.of(
                        MATRIX,
                        arguments -> {
                            if (arguments.contains("--rate=10")) {
                                throw new IllegalArgumentException("Unknown option: '--rate=10'");
                            }
                            return new CellTimes(0, 0);
                        },
                        () -> 1))
                .isInstanceOf(SuiteException.class)
                .hasMessage("line 9: cell random/system=reference,workload=slow,seed=1: Unknown option: '--rate=10'");
    }

    @Test
    void leavesOutWhatNeedsDockerWhereThereIsNone() throws SuiteException {
        SuitePlan plan = plan("""
                name: some
                matrices:
                  - {name: here, expect: valid, options: {seed: 1}}
                  - {name: there, needs: docker, expect: valid, options: {seed: 1, cluster: docker}}
                """);
        assertThat(plan.needsDocker()).isTrue();
        assertThat(plan.begin("f", "", "c", 0, Optional.of("no engine")).cells())
                .extracting(CellState::status)
                .containsExactly(CellStatus.WAITING, CellStatus.LEFT_OUT);
        assertThat(plan.begin("f", "", "c", 0, Optional.empty()).cells())
                .extracting(CellState::status)
                .containsExactly(CellStatus.WAITING, CellStatus.WAITING);
    }

    private static SuitePlan plan(String text) throws SuiteException {
        return SuitePlan.of(text, _ -> new CellTimes(20_000, 60_000), () -> 7);
    }
}
