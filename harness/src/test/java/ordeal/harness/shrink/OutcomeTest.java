package ordeal.harness.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.harness.child.Finding;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final List<String> TYPES = List.of("lost-write", "duplicate");

    @Test
    void failsOnlyAsTheOriginalDid() {
        assertThat(Outcome.of(found(Finding.Word.INVALID, "not-recovered", "duplicate"), TYPES))
                .isEqualTo(Outcome.FAILS);
        assertThat(Outcome.of(found(Finding.Word.INVALID, "not-recovered"), TYPES))
                .isEqualTo(Outcome.FAILS_OTHERWISE);
        assertThat(Outcome.of(found(Finding.Word.VALID), TYPES)).isEqualTo(Outcome.PASSES);
    }

    @Test
    void neverFailsWithoutAVerdict() {
        assertThat(Outcome.of(found(Finding.Word.UNKNOWN, "lost-write"), TYPES)).isEqualTo(Outcome.UNKNOWN);
        assertThat(Outcome.of(null, TYPES)).isEqualTo(Outcome.BROKE);
    }

    private static Finding found(Finding.Word word, String... anomalies) {
        return new Finding(word, "", List.of(anomalies), List.of(), "");
    }
}
