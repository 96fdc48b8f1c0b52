/**
 * What the report shows, computed from evidence: load by second, samples, lanes, cluster events. Pure functions over the checkers'
 * evidence; no files, no drawing. Not thread-safe.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.report.series;
