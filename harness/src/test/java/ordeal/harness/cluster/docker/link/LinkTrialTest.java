package ordeal.harness.cluster.docker.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
                .isEqualTo(new LinkTrial(
                        available, available, available, available, available, available, available, available));
    }

    @Test
    void kernelWithoutNetemDelaysAndMeddlesWithNothingAndSaysWhy() throws InterruptedException {
        LinkTrial trial = withoutWord("netem");
        assertThat(trial.delay())
                .isEqualTo(new Availability.Unavailable("the engine's kernel, or its image, has no tc netem:"
                        + " Error: Specified qdisc kind is unknown."));
        assertThat(trial.reorder())
                .isEqualTo(
                        new Availability.Unavailable(
                                "the engine's kernel, or its image, has no tc netem that reorders: Error: Specified qdisc kind is unknown."));
        assertThat(trial.duplicate()).isInstanceOf(Availability.Unavailable.class);
        assertThat(trial.corrupt()).isInstanceOf(Availability.Unavailable.class);
        assertThat(trial.rate()).isEqualTo(new Availability.Available());
    }

    @Test
    void duplicationIsTriedAsTheLinksOfAServerHaveItSeveralOnOneDevice() throws InterruptedException {
        LinkTrial trial = LinkTrial.in(Node.broker(1), (_, stdin, _) -> {
            if (stdin.split("duplicate", -1).length > 2) {
                throw new InjectionException("Error: netem: cannot mix duplicating netems with other netems in tree.");
            }
            return "";
        });
        assertThat(trial.duplicate())
                .isEqualTo(new Availability.Unavailable(
                        "the engine's kernel, or its image, has no tc netem that duplicates beside others:"
                                + " Error: netem: cannot mix duplicating netems with other netems in tree."));
        assertThat(trial.corrupt()).isEqualTo(new Availability.Available());
    }

    @Test
    void eachQueueIsTriedBehindItsOwnClass() throws InterruptedException {
        List<String> scripts = new ArrayList<>();
        LinkTrial.in(Node.broker(1), (_, stdin, _) -> {
            scripts.add(stdin);
            return "";
        });
        assertThat(scripts).filteredOn(script -> script.contains("duplicate")).containsExactly("""
                ip link add ordeal-try type ifb
                trap 'ip link del ordeal-try' EXIT
                tc qdisc add dev ordeal-try root handle 1: htb
                tc class add dev ordeal-try parent 1: classid 1:1 htb rate 10gbit quantum 60000
                tc qdisc add dev ordeal-try parent 1:1 handle 11: netem limit 10000 duplicate 10%
                tc class add dev ordeal-try parent 1: classid 1:2 htb rate 10gbit quantum 60000
                tc qdisc add dev ordeal-try parent 1:2 handle 12: netem limit 10000 duplicate 20%
                tc class add dev ordeal-try parent 1: classid 1:3 htb rate 10gbit quantum 60000
                tc qdisc add dev ordeal-try parent 1:3 handle 13: netem limit 10000 delay 12500us 2500us
                tc filter add dev ordeal-try parent 1: protocol ip prio 1 u32 match ip src 127.0.0.1/32 flowid 1:1
                tc qdisc add dev ordeal-try handle ffff: ingress
                tc filter add dev ordeal-try parent ffff: protocol ip prio 1 u32 match ip src 127.0.0.1/32 action mirred egress redirect dev ordeal-try
                """);
    }

    @Test
    void kernelWithoutRandomNumbersLosesNothing() throws InterruptedException {
        LinkTrial trial = withoutWord("numgen");
        assertThat(trial.loss()).isInstanceOf(Availability.Unavailable.class);
        assertThat(trial.cut()).isEqualTo(new Availability.Available());
        assertThat(trial.deaf()).isEqualTo(new Availability.Available());
    }
}
