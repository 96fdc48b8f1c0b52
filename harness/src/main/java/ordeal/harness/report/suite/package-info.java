/**
 * The report of a suite: the page with its matrix, JUnit's XML and a summary in Markdown, all of it from {@code suite.json} alone.
 *
 * <p>May depend on: {@code suite}, {@code child}, {@code report.html}, {@code report.junit}. Threading: whoever calls.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.report.suite;
