package ordeal.broker.impure;

/** Draws a number that no seed decides. */
public final class TakesChance {
    private TakesChance() {}

    static double number() {
        return Math.random();
    }
}
