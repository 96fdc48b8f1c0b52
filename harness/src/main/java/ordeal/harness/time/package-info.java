/** How people write lengths of time. No dependencies. */
@org.jspecify.annotations.NullMarked
package ordeal.harness.time;
