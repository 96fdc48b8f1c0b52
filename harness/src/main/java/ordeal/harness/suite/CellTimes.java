package ordeal.harness.suite;

/**
 * How long a cell takes.
 *
 * @param plannedMs by its own settings: warm-up and faults. Starting, recovering, reading and judging come on top
 * @param boundMs after which it is taken to hang
 */
public record CellTimes(long plannedMs, long boundMs) {}
