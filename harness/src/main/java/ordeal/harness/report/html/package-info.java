/** A small HTML writer that escapes, and the page's way of writing numbers. No dependencies. Not thread-safe. */
@org.jspecify.annotations.NullMarked
package ordeal.harness.report.html;
