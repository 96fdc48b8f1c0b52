/**
 * Trials of the judge itself: each bug that can be planted and each misconfiguration, many times with it and many times without, what was
 * found, and the table of it.
 *
 * <p>Which trials there are and what the table says is pure; {@link ordeal.harness.trial.TrialStore} and {@link
 * ordeal.harness.trial.TrialRun} are the edge. May depend on: {@code child}, {@code ordeal.checker.contract}, {@code
 * ordeal.checker.evidence}, {@code ordeal.checker.history}, {@code ordeal.nemesis.plan.shipped}, Jackson. Threading: one thread.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.trial;
