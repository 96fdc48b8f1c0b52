/**
 * The report of a run: the page that a person reads, its charts, and files for other tools. It depends on the checkers' evidence and
 * verdict and on the packages below it, so that a stored run can be reported again anywhere; of the rest of the harness only
 * {@code context} knows anything: the bugs that {@code system} lists. Every part of the evidence may be missing; the page then says so.
 * Not thread-safe.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.report;
