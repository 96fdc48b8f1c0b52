package ordeal.harness.report.chart;

/**
 * A finished chart.
 *
 * @param name the file's name without its ending
 * @param title what it shows
 * @param note how to read it
 * @param svg an SVG element that can stand in a page
 */
public record RenderedChart(String name, String title, String note, String svg) {}
