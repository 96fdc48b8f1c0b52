package ordeal.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import ordeal.harness.child.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpectationTest {
    private static final Expectation VALID = new Expectation.Valid(List.of());
    private static final Expectation PERHAPS_ACKS = new Expectation.Valid(List.of("acks"));
    private static final Expectation ACKS = new Expectation.PermittedLoss(List.of("acks"));
    private static final Expectation INVALID = new Expectation.Invalid(List.of());
    private static final Expectation LOST_WRITE = new Expectation.Invalid(List.of("lost-write", "read-then-lost"));

    @ParameterizedTest
    @MethodSource
    void isMetBy(Expectation expectation, Finding finding) {
        assertThat(expectation.unmet(finding)).isEmpty();
    }

    static Stream<Arguments> isMetBy() {
        return Stream.of(
                Arguments.of(VALID, valid()),
                Arguments.of(PERHAPS_ACKS, valid()),
                Arguments.of(PERHAPS_ACKS, valid("acks")),
                Arguments.of(ACKS, valid("acks")),
                Arguments.of(INVALID, invalid("anything")),
                Arguments.of(LOST_WRITE, invalid("read-then-lost", "other")));
    }

    @ParameterizedTest
    @MethodSource
    void isNotMetBy(Expectation expectation, Finding finding, String why) {
        assertThat(expectation.unmet(finding))
                .hasValueSatisfying(reason -> assertThat(reason).contains(why));
    }

    static Stream<Arguments> isNotMetBy() {
        return Stream.of(
                Arguments.of(VALID, invalid("lost-write"), "the verdict is invalid: 1 lost-write"),
                Arguments.of(VALID, valid("acks"), "expected no loss, and records were lost by acks"),
                Arguments.of(
                        PERHAPS_ACKS,
                        valid("acks", "disk-loss"),
                        "expected no loss but by acks, and records were lost by disk-loss"),
                Arguments.of(PERHAPS_ACKS, invalid("lost-write"), "the verdict is invalid"),
                Arguments.of(ACKS, valid(), "nothing was lost"),
                Arguments.of(ACKS, valid("disk-loss"), "lost by disk-loss"),
                Arguments.of(ACKS, invalid("lost-write"), "the verdict is invalid"),
                Arguments.of(INVALID, valid(), "the harness is blind"),
                Arguments.of(INVALID, valid("acks"), "the harness is blind"),
                Arguments.of(
                        LOST_WRITE,
                        valid(),
                        "expected invalid by lost-write or read-then-lost, and the verdict is valid: the harness is blind"),
                Arguments.of(
                        LOST_WRITE,
                        invalid("nonmonotonic-send"),
                        "only other anomalies were found: nonmonotonic-send"));
    }

    @Test
    void saysNothingOfAnUnknownVerdict() {
        Finding unknown = new Finding(Finding.Word.UNKNOWN, "no read", List.of(), List.of(), "");
        assertThatThrownBy(() -> VALID.unmet(unknown)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Finding valid(String... permitted) {
        return new Finding(Finding.Word.VALID, "", List.of(), List.of(permitted), "");
    }

    private static Finding invalid(String... anomalies) {
        return new Finding(Finding.Word.INVALID, "1 " + anomalies[0], List.of(anomalies), List.of(), "x");
    }
}
