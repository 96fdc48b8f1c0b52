package ordeal.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    private static final List<FaultRecord> ONE_FAULT = List.of(Runs.fault(1, FaultRecord.Status.HEALED, 2_000, 3_000));

    @Test
    void saysInPlainWordsThatNothingWasLost() {
        Headline headline = Headline.of(
                verdict(new Verdict.Valid(), Map.of("acknowledged-sends", 31_509L, "lost-write", 0L)), ONE_FAULT);

        assertThat(headline.title()).isEqualTo("The cluster kept its promises");
        assertThat(headline.details())
                .containsExactly("No acknowledged record of 31,509 was lost while 1 fault of 1 kind hit the cluster.");
    }

    @Test
    void neverSaysThatNothingWasLostWhenLossesWerePermitted() {
        Headline headline = Headline.of(
                verdict(new Verdict.Valid(), Map.of("acknowledged-sends", 9_546L, "permitted:unclean-election", 3L)),
                ONE_FAULT);

        assertThat(headline.title()).contains("as far as its settings go");
        assertThat(String.join(" ", headline.details()))
                .contains("each for a cause that the settings permit: unclean election")
                .contains("3 permitted losses")
                .doesNotContain("No acknowledged record");
    }

    @Test
    void promisesNothingAboutSendsThatNobodyAcknowledged() {
        Headline headline = Headline.of(verdict(new Verdict.Valid(), Map.of("unanswered-sends", 24_000L)), ONE_FAULT);

        assertThat(headline.details())
                .containsExactly(
                        "Every check passed while 1 fault of 1 kind hit the cluster.",
                        "24,000 sends were made with acks=0: nobody acknowledged one, so that none was promised to be there.");
    }

    @Test
    void saysThatNoFaultHitTheCluster() {
        Headline headline = Headline.of(verdict(new Verdict.Valid(), Map.of("acknowledged-sends", 5L)), List.of());

        assertThat(headline.details().getFirst()).endsWith("while no fault hit the cluster.");
    }

    @Test
    void namesTheBrokenPromiseAndTheReason() {
        Headline headline = Headline.of(verdict(new Verdict.Invalid("2 lost-write"), Map.of()), ONE_FAULT);

        assertThat(headline.title()).isEqualTo("The cluster broke a promise: durability");
        assertThat(headline.details().getFirst()).isEqualTo("Durability, by the check durability: 2 lost-write.");
    }

    @Test
    void neverCallsAnUnknownRunAPass() {
        Headline headline = Headline.of(verdict(new Verdict.Unknown("no final read"), Map.of()), ONE_FAULT);

        assertThat(headline.title()).isEqualTo("This run proves nothing");
        assertThat(headline.details()).anyMatch(text -> text.contains("not a pass"));
        assertThat(headline.details()).anyMatch(text -> text.contains("no final read"));
    }

    static RunVerdict verdict(Verdict verdict, Map<String, Long> counts) {
        return RunVerdict.of(
                "run",
                List.of(new CheckResult("durability", Promise.DURABILITY, verdict, List.of(), new TreeMap<>(counts))),
                List.of());
    }
}
