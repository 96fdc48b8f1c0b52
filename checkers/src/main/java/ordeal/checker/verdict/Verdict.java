package ordeal.checker.verdict;

import java.util.Collection;
import java.util.Comparator;

/** What a judge says. Worst wins: {@link Invalid} over {@link Unknown} over {@link Valid}. */
public sealed interface Verdict {
    /** Everything was judged, and every promise was kept. */
    record Valid() implements Verdict {}

    /** Nothing proves a promise broken, but something could not be judged. */
    record Unknown(String reason) implements Verdict {}

    /** A promise was broken; the anomalies beside this verdict are the proof. */
    record Invalid(String reason) implements Verdict {}

    /** 0 for valid, 1 for unknown, 2 for invalid: greater is worse. */
    default int severity() {
        return switch (this) {
            case Valid _ -> 0;
            case Unknown _ -> 1;
            case Invalid _ -> 2;
        };
    }

    /** The process exit code that stands for this verdict: 0 valid, 1 invalid, 2 unknown, as Jepsen's. */
    default int exitCode() {
        return switch (this) {
            case Valid _ -> 0;
            case Invalid _ -> 1;
            case Unknown _ -> 2;
        };
    }

    /** {@code valid}, {@code unknown} or {@code invalid}. */
    default String word() {
        return switch (this) {
            case Valid _ -> "valid";
            case Unknown _ -> "unknown";
            case Invalid _ -> "invalid";
        };
    }

    /** The worst of several, the first of equals; unknown when there is none, because nothing was judged. */
    static Verdict worst(Collection<Verdict> verdicts) {
        Verdict worst = new Unknown("nothing was judged");
        boolean first = true;
        for (Verdict verdict : verdicts) {
            if (first || Comparator.comparingInt(Verdict::severity).compare(verdict, worst) > 0) {
                worst = verdict;
                first = false;
            }
        }
        return worst;
    }
}
