package ordeal.broker.config;

import java.util.Collection;
import java.util.Optional;

/** Finds what somebody may have meant by a name that nobody knows. */
final class NearestName {
    /** Beyond a third of its letters a name is another one, not a slip. */
    private static final int LETTERS_PER_SLIP = 3;

    private NearestName() {}

    /** The known name with the fewest changed, added or missing letters; the first of them in the collection's order. */
    static Optional<String> of(String name, Collection<String> known) {
        String nearest = null;
        int fewest = Math.max(2, name.length() / LETTERS_PER_SLIP) + 1;
        for (String candidate : known) {
            int distance = distance(name, candidate);
            if (distance < fewest) {
                fewest = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Levenshtein's distance. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
