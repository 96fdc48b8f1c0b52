package ordeal.harness.workload;

import java.util.random.RandomGenerator;

/** Payload sizes spread evenly over their orders of magnitude: as many between 20 and 200 bytes as between 2 and 20 KiB. */
record SizeDistribution(int minSizeBytes, int maxSizeBytes) {
    int draw(RandomGenerator random) {
        double logSize =
                Math.log(minSizeBytes) + random.nextDouble() * (Math.log(maxSizeBytes) - Math.log(minSizeBytes));
        return Math.clamp(Math.round(Math.exp(logSize)), minSizeBytes, maxSizeBytes);
    }
}
