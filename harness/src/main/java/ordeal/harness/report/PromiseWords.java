package ordeal.harness.report;

import ordeal.checker.verdict.Promise;

/** The promises as the page words them. */
final class PromiseWords {
    private PromiseWords() {}

    static String name(Promise promise) {
        return switch (promise) {
            case ASSUMPTIONS -> "assumptions";
            case ONE_CONTROLLER -> "one controller";
            case DURABILITY -> "durability";
            case ISR -> "ISR correctness";
            case RECOVERY -> "recovery";
        };
    }

    /** The name at the start of a sentence. */
    static String title(Promise promise) {
        String name = name(promise);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    static String sentence(Promise promise) {
        return switch (promise) {
            case ASSUMPTIONS ->
                "What must hold before anything can be judged: unique values, one clock, complete final reads, proof of every fault.";
            case ONE_CONTROLLER ->
                "At most one broker acts as controller in an epoch, and nothing that a deposed controller does takes effect.";
            case DURABILITY -> "A record acknowledged under acks=all is never lost, moved, altered or reordered.";
            case ISR ->
                "Leaders come from the ISR, every ISR member holds every committed record, and the ISR changes only by its rules.";
            case RECOVERY -> "After the last fault has healed, the cluster serves again within a bound.";
        };
    }
}
