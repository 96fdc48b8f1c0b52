/**
 * Suites: a matrix of runs with an expectation for each cell, read from YAML, carried out one after the other, and judged by whether each
 * cell came out as expected.
 *
 * <p>Reading, expanding and judging are pure; {@link ordeal.harness.suite.SuiteRun} decides what runs next and knows no processes; {@link
 * ordeal.harness.suite.CellProcess} is the edge. May depend on: {@code child}, {@code time}, {@code ordeal.checker.contract}, {@code
 * ordeal.checker.evidence}, Jackson, SnakeYAML. Threading: one thread.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.suite;
