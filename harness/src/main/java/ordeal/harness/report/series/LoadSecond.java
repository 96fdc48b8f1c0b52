package ordeal.harness.report.series;

import org.HdrHistogram.AbstractHistogram;

/**
 * One second of the run. Sends count in the second of their intended time, however late they ended.
 *
 * @param second the second, from the run's nanosecond 0
 * @param offered sends that the schedule wanted in it
 * @param ok how many of them were acknowledged
 * @param fail how many were refused
 * @param info how many may have been appended
 * @param open how many had no answer until the history ends
 * @param polled records that polls returned in this second
 * @param latency the latencies of the acknowledged ones
 * @param latencyUs the same as a histogram in microseconds; not to be changed
 */
public record LoadSecond(
        int second,
        long offered,
        long ok,
        long fail,
        long info,
        long open,
        long polled,
        LatencySummary latency,
        AbstractHistogram latencyUs) {}
