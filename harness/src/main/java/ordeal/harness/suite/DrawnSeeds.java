package ordeal.harness.suite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Seeds that are drawn when a suite begins: {@code drawn}, {@code drawn-1}, {@code drawn-2}. A word is the same number everywhere in one
 * suite, so that two systems meet the same faults.
 */
final class DrawnSeeds {
    /** The option that these are values of. */
    static final String OPTION = "seed";

    private static final Pattern WORD = Pattern.compile("drawn(-[a-z0-9]+)?");

    private final LongSupplier random;
    private final Map<String, Long> drawn = new HashMap<>();

    /**
     * None drawn yet.
     *
     * @param random where they come from
     */
    DrawnSeeds(LongSupplier random) {
        this.random = random;
    }

    /** The option with a number where a seed is to be drawn; any other option as it is. */
    OptionValue resolve(OptionValue option) {
        if (!option.name().equals(OPTION)) {
            return option;
        }
        List<String> values = option.values().stream().map(this::resolve).toList();
        return new OptionValue(option.name(), values, option.line());
    }

    private String resolve(String seed) {
        return WORD.matcher(seed).matches()
                ? Long.toString(drawn.computeIfAbsent(seed, _ -> random.getAsLong()))
                : seed;
    }
}
