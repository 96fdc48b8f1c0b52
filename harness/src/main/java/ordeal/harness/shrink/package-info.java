/**
 * Shrinking: from the plan of a run that broke a promise to a smaller one that breaks it again, found by running.
 *
 * <p>{@link ordeal.harness.shrink.Shrinking} decides what is tried next and what counts, and knows neither processes nor files; {@link
 * ordeal.harness.shrink.CandidateProcess} is the edge. May depend on: {@code child}, {@code ordeal.checker.evidence}, {@code ordeal.nemesis.plan},
 * Jackson. Threading: one thread; {@code child} ends the run under way when the process is told to end.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.shrink;
