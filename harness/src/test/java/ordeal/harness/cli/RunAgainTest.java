package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which arguments are kept when a run's faults come from a file instead. */
class RunAgainTest {
    @Test
    void keepsBugSystemSettingsAndSeed() {
        assertThat(RunAgain.arguments(
                        "./ordeal run --bug acknowledge-at-append --general --seed 7 --time 60s --rate 900"
                                + " --budget 1 --faults kill,pause --name mine --results /somewhere --brokers=5"
                                + " --recovery-bound 20s --broker-config a=b --broker-config=c=d --idempotence false"))
                .containsExactlyInAnyOrder(
                        "run",
                        "--bug=acknowledge-at-append",
                        "--seed=7",
                        "--brokers=5",
                        "--recovery-bound=20s",
                        "--broker-config=a=b",
                        "--broker-config=c=d",
                        "--idempotence=false",
                        "--producer-config=acks=all")
                .startsWith("run");
    }

    @Test
    void spellsOutWhatABugNeedsUnderRandomFaults() {
        assertThat(RunAgain.arguments("./ordeal run --bug optimistic-shrink --general --seed 1 --partitions 5"))
                .contains("--broker-config=replica.lag.time.max.ms=1000", "--partitions=5")
                .doesNotContain("--general", "--partitions=1", "--topics=1");
    }

    @Test
    void spellsOutTheShapeThatADirectedPlanBrings() {
        assertThat(RunAgain.arguments(
                        "./ordeal run --plan min-isr-one --seed 1 --partitions 5 --min-insync-replicas 2"))
                .contains("--partitions=1", "--topics=1", "--min-insync-replicas=1")
                .doesNotContain("--partitions=5", "--min-insync-replicas=2", "--plan=min-isr-one");
        assertThat(RunAgain.arguments(
                        "./ordeal run --plan-of controller-without-epoch-check --seed 1 --recovery-bound 20s"))
                .contains("--recovery-bound=7s")
                .doesNotContain("--recovery-bound=20s");
        assertThat(RunAgain.arguments("./ordeal run --plan min-isr-one --settings right --seed 1"))
                .contains("--min-insync-replicas=2");
        assertThat(RunAgain.arguments("./ordeal run --plan unsynced-tail --seed 1 --segment-bytes 1048576"))
                .contains("--segment-bytes=268435456")
                .doesNotContain("--segment-bytes=1048576");
    }

    @Test
    void spellsOutTheWarmUpThatADirectedPlanBringsUnlessAnotherWasTyped() {
        assertThat(RunAgain.arguments("./ordeal run --plan min-isr-one --seed 1"))
                .contains("--warm-up=1s");
        assertThat(RunAgain.arguments("./ordeal run --plan min-isr-one --seed 1 --warm-up 9s"))
                .contains("--warm-up=9s")
                .doesNotContain("--warm-up=1s");
        assertThat(RunAgain.arguments("./ordeal run --bug optimistic-shrink --general --seed 1"))
                .noneMatch(argument -> argument.startsWith("--warm-up"));
    }

    /** What it says of a run is a run again, with the same effect. */
    @Test
    void saysArgumentsOfARun() {
        var arguments = RunAgain.arguments("./ordeal run --plan-of optimistic-shrink --seed 1 '--name=a b'");
        assertThat(RunAgain.arguments("./ordeal " + String.join(" ", arguments)))
                .containsExactlyInAnyOrderElementsOf(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "./ordeal check latest, not one of 'ordeal run'",
        "./ordeal, not one of 'ordeal run'",
        "./ordeal run --sede 1, --sede",
        "./ordeal run --bug nonsense --seed 1, no bug 'nonsense'",
    })
    void refusesWhatIsNoRun(String command, String reason) {
        assertThatThrownBy(() -> RunAgain.arguments(command))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
