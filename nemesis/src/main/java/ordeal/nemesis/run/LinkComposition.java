package ordeal.nemesis.run;

import java.util.Collection;
import ordeal.nemesis.port.LinkBehaviour;

/** What a link does when several faults want something of it: the strongest wins. */
final class LinkComposition {
    private LinkComposition() {}

    /**
     * Refuse over reset over hold over deaf over loss over throttle over delay; of two throttles the slower, of two delays the longer,
     * of two losses the greater.
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
        return rank(one) > rank(other);
    }

    private static int rank(LinkBehaviour behaviour) {
        return switch (behaviour) {
            case LinkBehaviour.Pass _ -> 0;
            case LinkBehaviour.Delay _ -> 1;
            case LinkBehaviour.Throttle _ -> 2;
            case LinkBehaviour.Lose _ -> 3;
            case LinkBehaviour.Deaf _ -> 4;
            case LinkBehaviour.Hold _ -> 5;
            case LinkBehaviour.Reset _ -> 6;
            case LinkBehaviour.Refuse _ -> 7;
        };
    }
}
