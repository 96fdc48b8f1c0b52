package ordeal.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;

/** Runs checkers over a run's evidence. A checker that breaks down has judged nothing, which is unknown and never a pass. */
public final class Judge {
    private final List<Checker> checkers;

    /** A judge with these checkers; {@link StandardCheckers} lists them. */
    public Judge(List<? extends Checker> checkers) {
        this.checkers = List.copyOf(checkers);
    }

    /** The verdict on a run. Does not throw, whatever the evidence. */
    public RunVerdict judge(Evidence evidence) {
        List<CheckResult> results = new ArrayList<>();
        for (Checker checker : checkers) {
            results.add(check(checker, evidence));
        }
        return RunVerdict.of(evidence.run().name(), results, evidence.remarks());
    }

    private static CheckResult check(Checker checker, Evidence evidence) {
        try {
            return checker.check(evidence);
        } catch (OutOfMemoryError _) {
            return unknown(checker, "the checker ran out of memory");
        } catch (StackOverflowError _) {
            return unknown(checker, "the checker ran out of stack");
        } catch (RuntimeException e) {
            return unknown(checker, "the checker threw " + e);
        }
    }

    private static CheckResult unknown(Checker checker, String reason) {
        return new CheckResult(
                checker.name(), checker.promise(), new Verdict.Unknown(reason), List.of(), new TreeMap<>());
    }
}
