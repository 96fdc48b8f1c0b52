package ordeal.checker;

import ordeal.checker.evidence.Evidence;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;

/** Judges one aspect of a run. A pure function: no clock, no network, no randomness, linear in the evidence. */
public interface Checker {
    /** The checker's name in reports, in kebab case. */
    String name();

    /** What it judges. */
    Promise promise();

    /** Judges. May throw: whoever calls it turns an exception into an unknown verdict. */
    CheckResult check(Evidence evidence);
}
