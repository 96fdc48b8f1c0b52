package ordeal.broker.impure;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Draws from a generator that has no seed. */
public final class DrawsSecurely {
    private DrawsSecurely() {}

    static RandomGenerator random() {
        return new SecureRandom();
    }
}
