package ordeal.nemesis.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Deals things in rounds, so that none is left out for long: each round is a new shuffle of some that always come and a few of the others
 * in turn.
 */
final class Deck<T> {
    private final List<T> always;
    private final List<T> inTurn;
    private final int extrasInRound;
    private final RandomGenerator random;
    private final Deque<T> round = new ArrayDeque<>();
    private final Deque<T> extras = new ArrayDeque<>();

    Deck(List<T> always, List<T> inTurn, int extrasInRound, RandomGenerator random) {
        this.always = always;
        this.inTurn = inTurn;
        this.extrasInRound = always.isEmpty() ? inTurn.size() : Math.min(extrasInRound, inTurn.size());
        this.random = random;
    }

    boolean isEmpty() {
        return always.isEmpty() && inTurn.isEmpty();
    }

    /** The next one. */
    T next() {
        if (round.isEmpty()) {
            List<T> cards = new ArrayList<>(always);
            for (int i = 0; i < extrasInRound; i++) {
                if (extras.isEmpty()) {
                    extras.addAll(shuffled(inTurn));
                }
                cards.add(extras.removeFirst());
            }
            round.addAll(shuffled(cards));
        }
        return round.removeFirst();
    }

    private List<T> shuffled(List<T> cards) {
        List<T> rest = new ArrayList<>(cards);
        List<T> result = new ArrayList<>();
        while (!rest.isEmpty()) {
            result.add(rest.remove(random.nextInt(rest.size())));
        }
        return result;
    }
}
