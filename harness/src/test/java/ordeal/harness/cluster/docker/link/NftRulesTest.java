package ordeal.harness.cluster.docker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.Test;

class NftRulesTest {
    private static final Node SERVER = Node.broker(1);
    private static final Map<Node, String> ADDRESSES = Map.of(
            SERVER,
            "172.30.0.11",
            Node.broker(2),
            "172.30.0.12",
            Node.broker(3),
            "172.30.0.13",
            Node.zookeeper(1),
            "172.30.0.101");
    private static final Link REQUESTS = new Link("broker-2", "broker-1", Direction.REQUEST);
    private static final Link ANSWERS = new Link("broker-2", "broker-1", Direction.ANSWER);
    private static final Link CLIENT_REQUESTS = new Link(Link.CLIENTS, "broker-1", Direction.REQUEST);
    private static final String FRAME = """
            add table inet ordeal
            add chain inet ordeal requests { type filter hook input priority 0; policy accept; }
            add chain inet ordeal answers { type filter hook output priority 0; policy accept; }
            flush chain inet ordeal requests
            flush chain inet ordeal answers
            """;

    private static String text(Map<Link, LinkBehaviour> behaviours) {
        return new NftRules(ADDRESSES).text(SERVER, behaviours, Map.of());
    }

    private static List<String> rules(Map<Link, LinkBehaviour> behaviours) {
        String text = text(behaviours);
        assertThat(text).startsWith(FRAME);
        return text.substring(FRAME.length()).lines().toList();
    }

    @Test
    void heldRequestsAreDroppedAsTheyComeIn() {
        assertThat(rules(Map.of(REQUESTS, new LinkBehaviour.Hold())))
                .containsExactly("add rule inet ordeal requests iifname != \"lo\" ip saddr 172.30.0.12 tcp dport 9092"
                        + " counter packets 0 bytes 0 drop comment \"broker-2 -> broker-1\"");
    }

    @Test
    void heldAnswersAreDroppedAsTheyGoOut() {
        assertThat(rules(Map.of(ANSWERS, new LinkBehaviour.Hold())))
                .containsExactly("add rule inet ordeal answers oifname != \"lo\" ip daddr 172.30.0.12 tcp sport 9092"
                        + " counter packets 0 bytes 0 drop comment \"broker-2 <- broker-1\"");
    }

    @Test
    void heldClientsAreThoseOfTheClientPort() {
        assertThat(rules(Map.of(CLIENT_REQUESTS, new LinkBehaviour.Hold())))
                .containsExactly("add rule inet ordeal requests iifname != \"lo\" tcp dport 9093"
                        + " counter packets 0 bytes 0 drop comment \"clients -> broker-1\"");
    }

    @Test
    void deafLinkDropsWhatIsLongerThanItsHeaders() {
        List<String> rules = rules(Map.of(ANSWERS, new LinkBehaviour.Deaf()));
        assertThat(rules).hasSize(11);
        assertThat(rules.getFirst())
                .isEqualTo("add rule inet ordeal answers oifname != \"lo\" ip daddr 172.30.0.12 tcp sport 9092"
                        + " tcp doff 5 ip length > 40 counter packets 0 bytes 0 drop comment \"broker-2 <- broker-1\"");
        for (int words = 5; words <= 15; words++) {
            assertThat(rules.get(words - 5)).contains("tcp doff %d ip length > %d ".formatted(words, 20 + 4 * words));
        }
    }

    @Test
    void lossyLinkDropsItsShare() {
        assertThat(rules(Map.of(REQUESTS, new LinkBehaviour.Lose(20))))
                .containsExactly("add rule inet ordeal requests iifname != \"lo\" ip saddr 172.30.0.12 tcp dport 9092"
                        + " numgen random mod 100 < 20"
                        + " counter packets 0 bytes 0 drop comment \"broker-2 -> broker-1\"");
    }

    @Test
    void resetLinkRejectsOnlyWhatCarriesBytes() {
        assertThat(rules(Map.of(REQUESTS, new LinkBehaviour.Reset())))
                .hasSize(11)
                .allMatch(rule -> rule.contains(" requests ") && rule.contains(" reject with tcp reset "))
                .anyMatch(rule -> rule.contains("tcp doff 8 ip length > 52 "));
    }

    @Test
    void refusedLinkRejectsEverythingBothWaysButResets() {
        String comment =
                " tcp flags & rst == 0 counter packets 0 bytes 0 reject with tcp reset comment \"broker-2 <- broker-1\"";
        assertThat(rules(Map.of(ANSWERS, new LinkBehaviour.Refuse())))
                .containsExactly(
                        "add rule inet ordeal requests iifname != \"lo\" ip saddr 172.30.0.12 tcp dport 9092" + comment,
                        "add rule inet ordeal answers oifname != \"lo\" ip daddr 172.30.0.12 tcp sport 9092" + comment);
    }

    @Test
    void refusalComesBeforeWhatTheOtherDirectionDoes() {
        List<String> rules = rules(Map.of(ANSWERS, new LinkBehaviour.Refuse(), REQUESTS, new LinkBehaviour.Hold()));
        assertThat(rules).hasSize(3);
        assertThat(rules.getFirst()).contains(" reject ");
        assertThat(rules.getLast()).contains(" drop ");
    }

    @Test
    void nearMissesAreUntouched() {
        String text = text(Map.of(REQUESTS, new LinkBehaviour.Hold()));
        assertThat(text).doesNotContain("add rule inet ordeal answers"); // the other direction
        assertThat(text).doesNotContain("172.30.0.13"); // another dialler
        assertThat(text).doesNotContain("9093").doesNotContain("2181"); // another port
        assertThat(text).doesNotContain("ct state"); // connections that stand are met as well
    }

    @Test
    void allLinksOfTheServerAreInOneTextInTheirOrder() {
        Link third = new Link("broker-3", "broker-1", Direction.REQUEST);
        assertThat(rules(Map.of(
                        CLIENT_REQUESTS, new LinkBehaviour.Hold(),
                        third, new LinkBehaviour.Lose(5),
                        REQUESTS, new LinkBehaviour.Hold())))
                .extracting(rule -> rule.substring(rule.indexOf("comment")))
                .containsExactly(
                        "comment \"broker-2 -> broker-1\"",
                        "comment \"broker-3 -> broker-1\"",
                        "comment \"clients -> broker-1\"");
    }

    @Test
    void linksCountOnFromWhatTheyHaveCounted() {
        Map<Link, PacketCount> counted = Map.of(ANSWERS, new PacketCount(7, 4_200));
        String held = new NftRules(ADDRESSES).text(SERVER, Map.of(ANSWERS, new LinkBehaviour.Hold()), counted);
        assertThat(held).contains(" counter packets 7 bytes 4200 drop ");
        String deaf = new NftRules(ADDRESSES).text(SERVER, Map.of(ANSWERS, new LinkBehaviour.Deaf()), counted);
        assertThat(deaf.lines().filter(line -> line.contains("packets 7 "))).hasSize(1);
    }

    @Test
    void withoutRulesTheTableGoes() {
        String gone = "add table inet ordeal\ndelete table inet ordeal\n";
        assertThat(text(Map.of())).isEqualTo(gone);
        assertThat(text(Map.of(REQUESTS, new LinkBehaviour.Pass(), ANSWERS, new LinkBehaviour.Throttle(5_000))))
                .isEqualTo(gone);
    }

    @Test
    void linkOfAnotherServerIsRefused() {
        Link other = new Link("broker-1", "broker-2", Direction.REQUEST);
        assertThatThrownBy(() -> text(Map.of(other, new LinkBehaviour.Hold())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broker-1 -> broker-2");
    }
}
