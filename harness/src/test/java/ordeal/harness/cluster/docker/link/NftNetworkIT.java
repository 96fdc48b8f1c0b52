package ordeal.harness.cluster.docker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import ordeal.harness.cluster.docker.engine.EngineExtension;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the kernel does to real connections between containers; every effect is seen from outside the server. */
@ExtendWith(EngineExtension.class)
class NftNetworkIT {
    private static final Node TWO = Node.broker(2);
    private static final Node THREE = Node.broker(3);
    private static final Link REQUESTS = new Link("broker-2", "broker-1", Direction.REQUEST);
    private static final Link ANSWERS = new Link("broker-2", "broker-1", Direction.ANSWER);
    private static final Link CLIENT_REQUESTS = new Link(Link.CLIENTS, "broker-1", Direction.REQUEST);
    private static final LinkBehaviour HOLD = new LinkBehaviour.Hold();
    private static final int PEERS = 9092;
    private static final int CLIENTS = 9093;
    private static final long SOON_MS = 10_000;
    /** A connection that was cut sends again within as long as it was cut, and the machine is busy. */
    private static final long AFTER_HEAL_MS = 20_000;

    /** What 400,000 bytes take at least on a link that carries 20,000 a second, a burst of it at once. */
    private static final long THROTTLED_MS = 16_000;

    private static final long SILENCE_MS = 1_500;

    private static LinkBed bed;
    private static NftNetworkControl control;
    private final Map<Link, LinkBehaviour> applied = new HashMap<>();

    @BeforeAll
    static void start() throws InterruptedException, IOException {
        bed = LinkBed.start();
        InetSocketAddress published = bed.published();
        control = new NftNetworkControl(bed.addresses(), bed.shell(), new PublishedPortProbe(_ -> published));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (bed != null) {
            bed.close();
        }
    }

    /** What a test before left open would make packets on links that should be idle. */
    @BeforeEach
    void everythingPassesAndNobodyTalks() throws InterruptedException {
        for (Node node : bed.addresses().keySet()) {
            control.nodeDied(node);
        }
        try (Dial two = connected(TWO, PEERS)) {
            assertAnswers(two, "begin");
        }
    }

    @AfterEach
    void heal() throws InterruptedException {
        applied.replaceAll((_, _) -> new LinkBehaviour.Pass());
        control.apply(applied);
        assertNothingIsLeft();
    }

    private static void assertNothingIsLeft() throws InterruptedException {
        assertThat(bed.shell().run(LinkBed.SERVER, "", List.of("nft", "list", "tables")))
                .doesNotContain("ordeal");
        assertThat(bed.shell().run(LinkBed.SERVER, "", List.of("tc", "qdisc", "show", "dev", "eth0")))
                .contains("noqueue")
                .doesNotContain("htb");
        assertThat(bed.shell().run(LinkBed.SERVER, "", List.of("ip", "link"))).doesNotContain("ordeal");
    }

    private void apply(Link link, LinkBehaviour behaviour) throws InterruptedException {
        applied.put(link, behaviour);
        control.apply(Map.of(link, behaviour));
    }

    private static Dial connected(Node dialler, int port) throws InterruptedException {
        Dial dial = bed.dial(dialler, port);
        assertThat(dial.isConnectedWithin(SOON_MS))
                .as("%s connects to port %d", dialler, port)
                .isTrue();
        return dial;
    }

    private static void assertAnswers(Dial dial, String word) throws InterruptedException {
        dial.send("say " + word + "\n");
        assertThat(dial.receives(word + "\n", SOON_MS)).as("answer " + word).isTrue();
    }

    @Test
    void heldLinkKeepsBackWhatItsOwnDiallerSaysAndNothingElse() throws InterruptedException {
        try (Dial two = connected(TWO, PEERS);
                Dial three = connected(THREE, PEERS);
                Dial otherPort = connected(TWO, CLIENTS)) {
            apply(REQUESTS, HOLD);
            two.send("say held\n");
            assertThat(control.receipt(Set.of(REQUESTS)).proof()).contains("1 links: the kernel dropped");
            assertThat(control.heldBytes(Set.of(REQUESTS))).isPositive();
            assertThat(control.heldBytes(Set.of(ANSWERS))).isZero();
            assertAnswers(three, "otherDialler");
            assertAnswers(otherPort, "otherPort");
            try (Dial late = bed.dial(TWO, PEERS)) {
                assertThat(late.isConnectedWithin(SILENCE_MS))
                        .as("new connection")
                        .isFalse();
            }
            assertThat(two.receives("held", 1)).isFalse();
            heal();
            assertThat(two.receives("held\n", AFTER_HEAL_MS))
                    .as("what was held comes after the heal")
                    .isTrue();
            assertThat(control.heldBytes(Set.of(REQUESTS))).isZero();
        }
    }

    @Test
    void idleHeldLinkIsProvenByAProbe() throws InterruptedException {
        apply(REQUESTS, HOLD);
        assertThat(control.receipt(Set.of(REQUESTS)).proof()).contains("1 idle, proven by a probe");
    }

    @Test
    void idleHeldAnswersAreProvenByAProbe() throws InterruptedException {
        apply(ANSWERS, HOLD);
        assertThat(control.receipt(Set.of(ANSWERS)).proof()).contains("1 idle, proven by a probe");
    }

    /** The near miss of the next test: where acknowledgements are dropped as well, the other direction stalls. */
    @Test
    void heldRequestsStallTheAnswersOfTheirConnections() throws InterruptedException {
        try (Dial two = connected(TWO, PEERS)) {
            two.send("stream\n");
            assertThat(two.receivesMore(200_000, SOON_MS)).isTrue();
            apply(REQUESTS, HOLD);
            assertThat(two.receivesMore(4_000_000, 4 * SILENCE_MS)).isFalse();
            int stalled = two.receivedBytes();
            assertThat(two.receivesMore(1, SILENCE_MS))
                    .as("received %d bytes", stalled)
                    .isFalse();
            heal();
            assertThat(two.receivesMore(200_000, AFTER_HEAL_MS)).isTrue();
        }
    }

    @Test
    void deafLinkLetsTheOtherDirectionLive() throws InterruptedException {
        try (Dial two = connected(TWO, PEERS)) {
            two.send("stream\n");
            assertThat(two.receivesMore(200_000, SOON_MS)).isTrue();
            apply(REQUESTS, new LinkBehaviour.Deaf());
            two.send("say unheard\n");
            assertThat(two.receivesMore(600_000, SOON_MS))
                    .as("the stream lives on")
                    .isTrue();
            assertThat(two.receives("unheard", 1)).isFalse();
            assertThat(control.receipt(Set.of(REQUESTS)).proof()).contains("dropped");
            assertThat(control.heldBytes(Set.of(REQUESTS))).isPositive();
            try (Dial late = connected(TWO, PEERS)) { // handshakes pass
                late.send("say unheardToo\n");
                assertThat(late.receives("unheardToo", SILENCE_MS)).isFalse();
            }
            heal();
            assertThat(two.receives("unheard\n", AFTER_HEAL_MS)).isTrue();
        }
    }

    @Test
    void idleDeafLinksAreProvenByAProbe() throws InterruptedException {
        apply(ANSWERS, new LinkBehaviour.Deaf());
        assertThat(control.receipt(Set.of(ANSWERS)).proof()).contains("1 idle, proven by a probe");
    }

    @Test
    void lossyLinkLosesItsShare() throws InterruptedException {
        bed.shell().run(LinkBed.SERVER, """
                        add table inet watch
                        add chain inet watch arrivals { type filter hook input priority -10; policy accept; }
                        add rule inet watch arrivals ip saddr %s tcp dport 9092 counter comment "arrived"
                        """.formatted(bed.addresses().get(TWO)), List.of("nft", "-f", "-"));
        apply(REQUESTS, new LinkBehaviour.Lose(30));
        try (Dial two = connected(TWO, PEERS)) {
            for (int i = 0; i < 20; i++) {
                assertThat(two.isAnswered("give 4000000\n", 4_000_000, 2 * AFTER_HEAL_MS))
                        .isTrue();
            }
        }
        double arrived = packets("watch", "arrived");
        double lost = packets("ordeal", REQUESTS.toString());
        bed.shell().run(LinkBed.SERVER, "", List.of("nft", "delete", "table", "inet", "watch"));
        assertThat(arrived).isGreaterThan(500);
        assertThat(lost / arrived).isBetween(0.22, 0.38);
        assertThat(control.heldBytes(Set.of(REQUESTS))).isZero();
    }

    @Test
    void idleLossyLinksAreProvenByProbes() throws InterruptedException {
        apply(ANSWERS, new LinkBehaviour.Lose(10));
        assertThat(control.receipt(Set.of(ANSWERS)).proof()).contains("1 idle, proven by a probe");
    }

    private static long packets(String table, String comment) throws InterruptedException {
        String list = bed.shell().run(LinkBed.SERVER, "", List.of("nft", "-j", "list", "table", "inet", table));
        return RuleCounters.read(list).getOrDefault(comment, PacketCount.NONE).packets();
    }

    @Test
    void throttledAnswersComeAtTheirRate() throws InterruptedException {
        try (Dial two = connected(TWO, PEERS);
                Dial three = connected(THREE, PEERS)) {
            apply(ANSWERS, new LinkBehaviour.Throttle(20_000));
            assertThat(millisFor(two, "give 60000\n", 60_000)).isBetween(2_500L, 15_000L);
            assertThat(millisFor(three, "give 400000\n", 400_000)).isLessThan(THROTTLED_MS / 2);
            assertThat(control.receipt(Set.of(ANSWERS)).proof()).containsPattern("queued \\d{5,} bytes");
        }
    }

    @Test
    void throttledRequestsComeAtTheirRate() throws InterruptedException {
        try (Dial two = connected(TWO, PEERS);
                Dial three = connected(THREE, PEERS)) {
            apply(REQUESTS, new LinkBehaviour.Throttle(20_000));
            assertThat(millisFor(two, "take 60000\n" + "x".repeat(60_000), 11)).isBetween(2_500L, 15_000L);
            assertThat(millisFor(three, "take 400000\n" + "x".repeat(400_000), 12))
                    .isLessThan(THROTTLED_MS / 2);
            assertThat(control.receipt(Set.of(REQUESTS)).proof()).containsPattern("queued \\d{5,} bytes");
        }
    }

    @Test
    void idleThrottledLinksAreProvenByAProbe() throws InterruptedException {
        apply(REQUESTS, new LinkBehaviour.Throttle(20_000));
        apply(ANSWERS, new LinkBehaviour.Throttle(20_000));
        assertThat(control.receipt(Set.of(REQUESTS, ANSWERS)).proof()).contains("2 idle, proven by a probe");
    }

    private static long millisFor(Dial dial, String request, int answerBytes) throws InterruptedException {
        long beganNanos = System.nanoTime();
        assertThat(dial.isAnswered(request, answerBytes, AFTER_HEAL_MS)).isTrue();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
    }

    @Test
    void delayedAnswersComeLate() throws InterruptedException {
        if (LinkTrial.in(LinkBed.SERVER, bed.shell()).delay() instanceof Availability.Unavailable(String reason)) {
            assertThat(reason).contains("tc netem");
            assertThatThrownBy(() -> apply(ANSWERS, new LinkBehaviour.Delay(300, 50)))
                    .isInstanceOf(InjectionException.class);
            Assumptions.abort(reason);
        }
        try (Dial two = connected(TWO, PEERS)) {
            apply(ANSWERS, new LinkBehaviour.Delay(300, 50));
            assertThat(millisFor(two, "say late\n", 5)).isGreaterThanOrEqualTo(300);
            assertThat(control.receipt(Set.of(ANSWERS)).proof()).contains("queued");
        }
    }

    /** Where the kernel lacks it, applying it must fail, and the test ends here with the kernel's words. */
    private void assumeThere(Availability availability, LinkBehaviour behaviour) {
        if (availability instanceof Availability.Unavailable(String reason)) {
            assertThat(reason).contains("tc netem");
            assertThatThrownBy(() -> apply(ANSWERS, behaviour)).isInstanceOf(InjectionException.class);
            Assumptions.abort(reason);
        }
    }

    /** What the kernels of both ends have counted under this name since they began. */
    private static long counted(Node node, String name) throws InterruptedException {
        return bed.shell()
                .run(node, "", List.of("nstat", "-asz", name))
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.split("\\s+", 3)[1]))
                .sum();
    }

    @Test
    void answersThatOvertakeEachOtherComeInOrderToTheReader() throws InterruptedException {
        LinkBehaviour reorder = new LinkBehaviour.Reorder(25, 40);
        assumeThere(LinkTrial.in(LinkBed.SERVER, bed.shell()).reorder(), reorder);
        long before = counted(TWO, "TcpExtTCPOFOQueue");
        try (Dial two = connected(TWO, PEERS);
                Dial three = connected(THREE, PEERS)) {
            apply(ANSWERS, reorder);
            assertThat(millisFor(two, "give 600000\n", 600_000)).isLessThan(AFTER_HEAL_MS);
            assertThat(millisFor(three, "give 60000\n", 60_000)).isLessThan(AFTER_HEAL_MS);
            assertThat(control.receipt(Set.of(ANSWERS)).proof()).containsPattern("[1-9]\\d* of them put ahead");
        }
        assertThat(counted(TWO, "TcpExtTCPOFOQueue"))
                .as("segments that came out of order")
                .isGreaterThan(before);
    }

    @Test
    void answersThatComeTwiceAreReadOnce() throws InterruptedException {
        LinkBehaviour duplicate = new LinkBehaviour.Duplicate(50);
        assumeThere(LinkTrial.in(LinkBed.SERVER, bed.shell()).duplicate(), duplicate);
        long before = counted(TWO, "TcpExtTCPDSACKOldSent");
        try (Dial two = connected(TWO, PEERS)) {
            apply(ANSWERS, duplicate);
            int bytesBefore = two.receivedBytes();
            for (int i = 0; i < 40; i++) {
                assertAnswers(two, "once" + i);
            }
            assertThat(two.receivedBytes() - bytesBefore)
                    .as("bytes of 40 answers")
                    .isEqualTo(10 * "once0\n".length() + 30 * "once10\n".length());
            assertThat(control.receipt(Set.of(ANSWERS)).proof()).contains("packets");
        }
        assertThat(counted(TWO, "TcpExtTCPDSACKOldSent"))
                .as("segments that came again")
                .isGreaterThan(before);
    }

    @Test
    void corruptedAnswersAreDroppedForTheirChecksumsAndComeLateAndWhole() throws InterruptedException {
        LinkBehaviour corrupt = new LinkBehaviour.Corrupt(30);
        assumeThere(LinkTrial.in(LinkBed.SERVER, bed.shell()).corrupt(), corrupt);
        long before = counted(TWO, "TcpInCsumErrors") + counted(TWO, "IpExtInCsumErrors");
        try (Dial two = connected(TWO, PEERS)) {
            apply(ANSWERS, corrupt);
            for (int i = 0; i < 40; i++) {
                assertAnswers(two, "whole" + i);
            }
            assertThat(control.receipt(Set.of(ANSWERS)).proof()).contains("packets");
        }
        assertThat(counted(TWO, "TcpInCsumErrors") + counted(TWO, "IpExtInCsumErrors"))
                .as("packets with a wrong checksum")
                .isGreaterThan(before);
    }

    @Test
    void kernelSaysWhatItCanDo() throws InterruptedException {
        Availability available = new Availability.Available();
        LinkTrial trial = LinkTrial.in(LinkBed.SERVER, bed.shell());
        assertThat(List.of(trial.cut(), trial.loss(), trial.deaf(), trial.rate()))
                .containsOnly(available);
    }

    @Test
    void resetLinkEndsConnectionsThatStandAndThoseThatCarryBytes() throws InterruptedException {
        try (Dial standing = connected(TWO, PEERS);
                Dial other = connected(THREE, PEERS)) {
            assertAnswers(standing, "before");
            apply(REQUESTS, new LinkBehaviour.Reset());
            assertThat(standing.endsWithin(SOON_MS)).as("standing connection").isTrue();
            assertThat(control.receipt(Set.of(REQUESTS)).proof()).contains("ended 1 connections");
            try (Dial late = connected(TWO, PEERS)) {
                late.send("say late\n");
                assertThat(late.endsWithin(SOON_MS))
                        .as("new connection that carries bytes")
                        .isTrue();
                assertThat(late.receives("late", 1)).isFalse();
            }
            assertThat(control.receipt(Set.of(REQUESTS)).proof()).doesNotContain("rejected 0");
            assertAnswers(other, "other");
        }
    }

    @Test
    void resetAnswersEndTheServersEndFirst() throws InterruptedException {
        apply(ANSWERS, new LinkBehaviour.Reset());
        try (Dial late = connected(TWO, PEERS)) {
            late.send("say never\n");
            assertThat(late.receives("never", SILENCE_MS)).isFalse();
            late.send("say again\n");
            assertThat(late.endsWithin(SOON_MS)).isTrue();
        }
        assertThat(control.receipt(Set.of(ANSWERS)).proof()).doesNotContain("rejected 0");
    }

    @Test
    void refusedLinkRefusesAtOnce() throws InterruptedException {
        for (Link link : List.of(REQUESTS, ANSWERS)) {
            try (Dial standing = connected(TWO, PEERS)) {
                apply(link, new LinkBehaviour.Refuse());
                assertThat(standing.endsWithin(SOON_MS))
                        .as("standing connection")
                        .isTrue();
                try (Dial late = bed.dial(TWO, PEERS)) {
                    assertThat(late.endsWithin(SOON_MS))
                            .as("new connection under %s", link)
                            .isTrue();
                    assertThat(late.receivedBytes()).as("bytes of a connection").isZero();
                }
            }
            assertThat(control.receipt(Set.of(link)).proof()).doesNotContain("rejected 0");
            try (Dial three = connected(THREE, PEERS);
                    Dial otherPort = connected(TWO, CLIENTS)) {
                assertAnswers(three, "otherDialler");
                assertAnswers(otherPort, "otherPort");
            }
            heal();
        }
    }

    @Test
    void heldClientsAreThoseOfTheClientPort() throws InterruptedException, IOException {
        apply(CLIENT_REQUESTS, HOLD);
        assertThat(control.receipt(Set.of(CLIENT_REQUESTS)).proof()).contains("1 idle, proven by a probe");
        try (Dial peer = connected(TWO, PEERS)) {
            assertAnswers(peer, "peer");
        }
        assertThatThrownBy(() -> sayAsClient("held")).isInstanceOf(SocketTimeoutException.class);
        heal();
        assertThat(sayAsClient("healed")).isEqualTo("healed\n");
    }

    private static String sayAsClient(String word) throws IOException, InterruptedException {
        try (Socket client = new Socket()) {
            client.connect(bed.published(), (int) SOON_MS);
            client.setSoTimeout((int) SILENCE_MS);
            client.getOutputStream().write(("say " + word + "\n").getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readNBytes(word.length() + 1), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void ruleSurvivesTheKillAndRestartOfItsNode() throws InterruptedException {
        apply(REQUESTS, HOLD);
        bed.killAndRestartServer();
        try (Dial two = bed.dial(TWO, PEERS);
                Dial three = connected(THREE, PEERS)) {
            assertThat(two.isConnectedWithin(SILENCE_MS)).isFalse();
            assertAnswers(three, "restarted");
        }
    }

    @Test
    void whatADeadNodeHadNotSentIsGone() throws InterruptedException {
        try (Dial two = connected(TWO, PEERS)) {
            apply(ANSWERS, HOLD);
            two.send("say lastWords\n");
            assertThat(control.receipt(Set.of(ANSWERS)).proof()).contains("dropped");
            bed.killServer();
            control.nodeDied(LinkBed.SERVER);
            heal();
            bed.startServerAgain();
            assertThat(two.endsWithin(AFTER_HEAL_MS)).isTrue();
            assertThat(two.receives("lastWords", 1)).isFalse();
        }
    }
}
