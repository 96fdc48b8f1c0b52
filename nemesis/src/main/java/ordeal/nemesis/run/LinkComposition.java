package ordeal.nemesis.run;

import java.util.Collection;
import ordeal.nemesis.port.LinkBehaviour;

/** What a link does when several faults want something of it: the strongest wins. */
final class LinkComposition {
    private LinkComposition() {}

    /**
     * Refuse over reset over hold over deaf over loss over corruption over throttle over reordering over delay over duplication; of two
     * throttles the slower, of two delays or reorderings the longer, of two losses, corruptions or duplications the greater.
     */
    static LinkBehaviour of(Collection<LinkBehaviour> wanted) {
        LinkBehaviour strongest = new LinkBehaviour.Pass();
        for (LinkBehaviour behaviour : wanted) {
            if (stronger(behaviour, strongest)) {
                strongest = behaviour;
            }
        }
        return strongest;
    }

    private static boolean stronger(LinkBehaviour one, LinkBehaviour other) {
        if (one instanceof LinkBehaviour.Throttle(long rate)
                && other instanceof LinkBehaviour.Throttle(long otherRate)) {
            return rate < otherRate;
        }
        if (one instanceof LinkBehaviour.Delay delay && other instanceof LinkBehaviour.Delay otherDelay) {
            return delay.delayMs() + delay.jitterMs() > otherDelay.delayMs() + otherDelay.jitterMs();
        }
        if (one instanceof LinkBehaviour.Lose(int percent) && other instanceof LinkBehaviour.Lose(int otherPercent)) {
            return percent > otherPercent;
        }
        if (one instanceof LinkBehaviour.Reorder reorder && other instanceof LinkBehaviour.Reorder otherReorder) {
            return reorder.delayMs() > otherReorder.delayMs();
        }
        if (one instanceof LinkBehaviour.Duplicate(int percent)
                && other instanceof LinkBehaviour.Duplicate(int otherPercent)) {
            return percent > otherPercent;
        }
        if (one instanceof LinkBehaviour.Corrupt(int percent)
                && other instanceof LinkBehaviour.Corrupt(int otherPercent)) {
            return percent > otherPercent;
        }
        return rank(one) > rank(other);
    }

    private static int rank(LinkBehaviour behaviour) {
        return switch (behaviour) {
            case LinkBehaviour.Pass _ -> 0;
            case LinkBehaviour.Duplicate _ -> 1;
            case LinkBehaviour.Delay _ -> 2;
            case LinkBehaviour.Reorder _ -> 3;
            case LinkBehaviour.Throttle _ -> 4;
            case LinkBehaviour.Corrupt _ -> 5;
            case LinkBehaviour.Lose _ -> 6;
            case LinkBehaviour.Deaf _ -> 7;
            case LinkBehaviour.Hold _ -> 8;
            case LinkBehaviour.Reset _ -> 9;
            case LinkBehaviour.Refuse _ -> 10;
        };
    }
}
