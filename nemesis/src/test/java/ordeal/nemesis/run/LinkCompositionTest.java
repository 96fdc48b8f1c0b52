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
    void slowerThrottleAndLongerDelayWin() {
        LinkBehaviour slow = new LinkBehaviour.Throttle(10);
        assertThat(LinkComposition.of(List.of(slow, new LinkBehaviour.Throttle(20))))
                .isEqualTo(slow);
        LinkBehaviour late = new LinkBehaviour.Delay(50, 100);
        assertThat(LinkComposition.of(List.of(new LinkBehaviour.Delay(100, 0), late)))
                .isEqualTo(late);
    }
}
