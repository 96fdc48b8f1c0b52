package ordeal.harness.bench;

/**
 * One value that was measured.
 *
 * @param round in which round, from 1
 * @param system of which system
 * @param metric what
 * @param value in the metric's unit
 */
record Measurement(int round, String system, Metric metric, double value) {}
