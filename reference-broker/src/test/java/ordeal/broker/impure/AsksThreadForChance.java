package ordeal.broker.impure;

import java.util.concurrent.ThreadLocalRandom;

/** Uses a thread's own generator. */
public final class AsksThreadForChance {
    private AsksThreadForChance() {}

    static int number() {
        return ThreadLocalRandom.current().nextInt();
    }
}
