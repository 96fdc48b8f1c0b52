package ordeal.nemesis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.nemesis.port.LinkBehaviour;
import org.junit.jupiter.api.Test;

class LinkCompositionTest {
    private static final LinkBehaviour HOLD = new LinkBehaviour.Hold();

    @Test
    void linkThatNobodyWantsAnythingOfPasses() {
        assertThat(LinkComposition.of(List.of())).isEqualTo(new LinkBehaviour.Pass());
    }

    @Test
    void holdIsStrongerThanDelayInEitherOrder() {
        LinkBehaviour delay = new LinkBehaviour.Delay(100, 0);
        assertThat(LinkComposition.of(List.of(delay, HOLD))).isEqualTo(HOLD);
        assertThat(LinkComposition.of(List.of(HOLD, delay))).isEqualTo(HOLD);
    }

    @Test
    void refuseIsStrongestOfAll() {
        LinkBehaviour refuse = new LinkBehaviour.Refuse();
        assertThat(LinkComposition.of(List.of(HOLD, refuse, new LinkBehaviour.Reset())))
                .isEqualTo(refuse);
    }

    @Test
    void deafDropsAllThatALossMayDropAndLessThanAHold() {
        LinkBehaviour deaf = new LinkBehaviour.Deaf();
        assertThat(LinkComposition.of(List.of(deaf, new LinkBehaviour.Lose(30))))
                .isEqualTo(deaf);
        assertThat(LinkComposition.of(List.of(deaf, HOLD))).isEqualTo(HOLD);
    }

    @Test
    void greaterLossWinsInEitherOrder() {
        LinkBehaviour little = new LinkBehaviour.Lose(5);
        LinkBehaviour much = new LinkBehaviour.Lose(30);
        assertThat(LinkComposition.of(List.of(little, much))).isEqualTo(much);
        assertThat(LinkComposition.of(List.of(much, little))).isEqualTo(much);
    }

    @Test
    void whatDamagesMoreWins() {
        LinkBehaviour corrupt = new LinkBehaviour.Corrupt(30);
        LinkBehaviour duplicate = new LinkBehaviour.Duplicate(30);
        LinkBehaviour delay = new LinkBehaviour.Delay(100, 0);
        LinkBehaviour reorder = new LinkBehaviour.Reorder(30, 10);
        LinkBehaviour throttle = new LinkBehaviour.Throttle(1_000);
        LinkBehaviour lose = new LinkBehaviour.Lose(1);
        List<LinkBehaviour> rising = List.of(duplicate, delay, reorder, throttle, corrupt, lose);
        for (int i = 1; i < rising.size(); i++) {
            assertThat(LinkComposition.of(List.of(rising.get(i - 1), rising.get(i))))
                    .isEqualTo(rising.get(i));
            assertThat(LinkComposition.of(List.of(rising.get(i), rising.get(i - 1))))
                    .isEqualTo(rising.get(i));
        }
    }

    @Test
    void ofTwoOfAKindTheWorseWinsInEitherOrder() {
        for (List<LinkBehaviour> pair : List.<List<LinkBehaviour>>of(
                List.of(new LinkBehaviour.Reorder(30, 10), new LinkBehaviour.Reorder(5, 20)),
                List.of(new LinkBehaviour.Duplicate(5), new LinkBehaviour.Duplicate(6)),
                List.of(new LinkBehaviour.Corrupt(5), new LinkBehaviour.Corrupt(6)))) {
            assertThat(LinkComposition.of(pair)).isEqualTo(pair.getLast());
            assertThat(LinkComposition.of(pair.reversed())).isEqualTo(pair.getLast());
        }
    }

    @Test
    void slowerThrottleAndLongerDelayWin() {
        LinkBehaviour slow = new LinkBehaviour.Throttle(10);
        assertThat(LinkComposition.of(List.of(slow, new LinkBehaviour.Throttle(20))))
                .isEqualTo(slow);
        LinkBehaviour late = new LinkBehaviour.Delay(50, 100);
        assertThat(LinkComposition.of(List.of(new LinkBehaviour.Delay(100, 0), late)))
                .isEqualTo(late);
    }
}
