package ordeal.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Supplier;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.history.Phase;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;
import ordeal.checker.verdict.VerdictFile;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private final Scenario run = new Scenario();

    private record Stub(String name, Promise promise, Supplier<Verdict> says) implements Checker {
        @Override
        public CheckResult check(Evidence evidence) {
            return new CheckResult(name, promise, says.get(), List.of(), new TreeMap<>());
        }
    }

    private static Checker says(String name, Promise promise, Verdict verdict) {
        return new Stub(name, promise, () -> verdict);
    }

    private RunVerdict judge(Checker... checkers) {
        return new Judge(List.of(checkers)).judge(run);
    }

    @Test
    void worstWins() {
        Checker valid = says("a", Promise.ISR, new Verdict.Valid());
        Checker unknown = says("b", Promise.ISR, new Verdict.Unknown("no log"));
        Checker invalid = says("c", Promise.DURABILITY, new Verdict.Invalid("1 lost-write"));
        assertThat(judge(valid).verdict()).isEqualTo(new Verdict.Valid());
        assertThat(judge(valid, unknown).verdict()).isEqualTo(new Verdict.Unknown("no log"));
        RunVerdict all = judge(valid, unknown, invalid);
        assertThat(all.verdict()).isEqualTo(new Verdict.Invalid("1 lost-write"));
        assertThat(all.promises()).containsEntry(Promise.ISR, new Verdict.Unknown("no log"));
        assertThat(all.notJudged()).containsExactly("b: no log");
        assertThat(all.counts()).containsEntry("checks-valid", 1L).containsEntry("checks-invalid", 1L);
    }

    @Test
    void checkerThatThrowsOrRunsOutOfMemoryHasJudgedNothing() {
        Checker throwing = new Stub("a", Promise.ISR, () -> {
            throw new IllegalStateException("broken");
        });
        Checker hungry = new Stub("b", Promise.ISR, () -> {
            throw new OutOfMemoryError();
        });
        RunVerdict verdict = judge(throwing, hungry);
        assertThat(verdict.verdict()).isInstanceOf(Verdict.Unknown.class);
        assertThat(verdict.notJudged()).hasSize(2).first().asString().contains("broken");
    }

    @Test
    void noCheckerIsNoPass() {
        assertThat(judge().verdict()).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void standardCheckersNeverPassRunThatWasCutShort() {
        run.withoutCollection().withoutZooKeeper().history.phase(Phase.WARM_UP).acked(0, 0, 0);
        RunVerdict verdict = new Judge(StandardCheckers.all()).judge(run);
        assertThat(verdict.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reason()).startsWith("the run was cut short in phase WARM_UP"));
    }

    @Test
    void sameEvidenceGivesTheSameBytes() {
        run.state(0, 0, 0, 0, 1, 2).history.acked(0, 0, 0).acked(1, 0, 0).finalRead(0);
        String first = VerdictFile.toJson(new Judge(StandardCheckers.all()).judge(run));
        String second = VerdictFile.toJson(new Judge(StandardCheckers.all().reversed()).judge(run));
        assertThat(first).isEqualTo(second).contains("\"lost-write\"", "\"verdict\" : \"invalid\"", "t-0");
    }

    @Test
    void bytesDoNotDependOnTheDefaultLocaleAndTimeZone() {
        run.uncleanElection()
                .state(0, 0, 0, 0, 1, 2)
                .state(1000, 2, 1, 1, 2)
                .history
                .acked(0, 0, 0)
                .finalRead(0);
        String here = VerdictFile.toJson(new Judge(StandardCheckers.all()).judge(run));
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(VerdictFile.toJson(new Judge(StandardCheckers.all()).judge(run)))
                    .isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }
}
