package ordeal.checker.client;

import ordeal.checker.verdict.Findings;

/** Looks for one idea of an anomaly. */
@FunctionalInterface
interface ClientRule {
    /** Adds what it finds. */
    void judge(ClientEvidence evidence, Findings findings);
}
