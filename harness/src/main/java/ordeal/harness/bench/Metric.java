package ordeal.harness.bench;

/**
 * One line of the comparison.
 *
 * @param name what is measured
 * @param unit of its values
 * @param better which values one would rather have
 */
record Metric(String name, String unit, Better better) {
    /** Which values are better. */
    enum Better {
        HIGHER,
        LOWER
    }

    static Metric throughput(TopicLoad load) {
        return new Metric("throughput, " + load, "records/s", Better.HIGHER);
    }

    static Metric brokerCpu(TopicLoad load) {
        return new Metric("broker CPU, " + load, "s per million records", Better.LOWER);
    }

    static Metric latency(TopicLoad load, int rate) {
        return new Metric("p99 at %,d records/s, %s".formatted(rate, load), "ms", Better.LOWER);
    }

    static Metric firstWrite() {
        return new Metric("start to first acknowledged write", "s", Better.LOWER);
    }

    static Metric residentMemory() {
        return new Metric("resident memory of a broker", "MiB", Better.LOWER);
    }
}
