/**
 * Runs of any size, made from a seed, with anomalies planted in them: to show that judging costs little memory and time for each record,
 * and that it finds exactly what was planted.
 */
@NullMarked
package ordeal.checker.scale;

import org.jspecify.annotations.NullMarked;
