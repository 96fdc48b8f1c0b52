/**
 * The rules of the ISR, one small class for each: state chain, form, elections, expansion, leaders, epochs on disk, equality of
 * logs, completeness of leaders, minimum ISR, idempotence; and from journals admission, high watermarks, StrongIsr, truncations, and whether
 * journals tell the truth. {@link ordeal.checker.isr.IsrCheckers} lists them.
 *
 * <p>Rules about ZooKeeper's log need no clock. Where a rule must relate the clients' clock to ZooKeeper's it allows a second of
 * slack and says so. A rule that lacks evidence answers unknown.
 *
 * <p>May depend on: {@code ordeal.checker.culprit}, the evidence models, {@code ordeal.checker.verdict}. Threading: single-threaded, without
 * state between checks.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.isr;
