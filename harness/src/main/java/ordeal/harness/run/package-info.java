/**
 * One run from its first process to its last file: settings, phases, progress, and the evidence that is brought home.
 *
 * <p>May depend on: every package of the harness but {@code cli} and {@code report}, {@code ordeal.checker}, {@code ordeal.nemesis}.
 * Threading: the run's phases follow one another on the caller's thread; the nemesis runs on it too. {@code StatusTicker} and
 * {@code HiccupMeter} have a thread each.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.run;
