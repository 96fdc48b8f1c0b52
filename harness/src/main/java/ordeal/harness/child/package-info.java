/**
 * Runs in processes of their own, one at a time: how they are started, how they end with whoever started them, and what the judge found
 * in each.
 *
 * <p>May depend on: {@code program}, {@code ordeal.checker.contract}, {@code ordeal.checker.evidence}, Jackson. Threading: one thread, and a hook that ends the run under
 * way when the process is told to end.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.child;
