package ordeal.broker.impure;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Makes a generator without a seed. */
public final class MakesGenerator {
    private MakesGenerator() {}

    static RandomGenerator random() {
        return new SplittableRandom();
    }
}
