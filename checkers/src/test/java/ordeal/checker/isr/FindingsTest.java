package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.RunDescriptions;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private final RuleFindings findings = new RuleFindings(RunDescriptions.run("", 1));

    @Test
    void permittedAnomaliesNeverCrowdOutTheProofOfAnInvalidVerdict() {
        for (int i = 0; i < CheckResult.ANOMALY_LIMIT + 1; i++) {
            findings.broken("divergence", null, -1, "permitted " + i, List.of(), Optional.of("a fault"));
        }
        findings.broken("divergence", null, -1, "the proof", List.of());
        CheckResult result = findings.result("checker", Promise.ISR);
        assertThat(result.anomalies()).hasSize(CheckResult.ANOMALY_LIMIT);
        assertThat(result.anomalies().getFirst().summary()).isEqualTo("the proof");
        assertThat(result.counts()).containsEntry("divergence", 1L).containsEntry("permitted-divergence", 11L);
    }
}
