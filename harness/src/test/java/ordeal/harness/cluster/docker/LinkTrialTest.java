package ordeal.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.Test;

class LinkTrialTest {
    private static LinkTrial withoutWord(String word) throws InterruptedException {
        return LinkTrial.in(Node.broker(1), (_, stdin, _) -> {
            if (stdin.contains(word)) {
                throw new InjectionException("Error: Specified qdisc kind is unknown.");
            }
            return "";
        });
    }

    @Test
    void kernelWithEverythingOffersEverything() throws InterruptedException {
        Availability available = new Availability.Available();
        assertThat(withoutWord("no such word"))
                .isEqualTo(new LinkTrial(available, available, available, available, available));
    }

    @Test
    void kernelWithoutNetemDelaysNothingAndSaysWhy() throws InterruptedException {
        LinkTrial trial = withoutWord("netem");
        assertThat(trial.delay())
                .isEqualTo(new Availability.Unavailable("the engine's kernel, or its image, has no tc netem:"
                        + " Error: Specified qdisc kind is unknown."));
        assertThat(trial.rate()).isEqualTo(new Availability.Available());
    }

    @Test
    void kernelWithoutRandomNumbersLosesNothing() throws InterruptedException {
        LinkTrial trial = withoutWord("numgen");
        assertThat(trial.loss()).isInstanceOf(Availability.Unavailable.class);
        assertThat(trial.cut()).isEqualTo(new Availability.Available());
        assertThat(trial.deaf()).isEqualTo(new Availability.Available());
    }
}
