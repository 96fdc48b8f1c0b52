/**
 * The charts of the report, drawn with XChart as SVG and PNG. Depends on {@code ordeal.harness.report.series} and AWT without a
 * display. Not thread-safe.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.report.chart;
