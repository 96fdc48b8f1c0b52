package ordeal.harness.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * What the Java that runs a node is told. It is the same for every system under test.
 *
 * @param heapMb the greatest size of its heap
 * @param tuning what it should be good at
 */
public record NodeJvm(int heapMb, Tuning tuning) {
    /** What a Java is good at. */
    public enum Tuning {
        /** To start quickly and to leave the processors to others: for runs that kill and restart nodes. */
        QUICK_START,
        /** To run fast for long, with the collector that Kafka's own start script asks for: for measurements. */
        THROUGHPUT;

        private List<String> options() {
            return switch (this) {
                case QUICK_START -> List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
                case THROUGHPUT ->
                    List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35");
            };
        }
    }

    /** As options of the command line. */
    public List<String> options() {
        List<String> all = new ArrayList<>(tuning.options());
        all.add("-Xmx" + heapMb + "m");
        return all;
    }
}
