package ordeal.harness.cluster.docker.link;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.Node;

/**
 * The rules of nftables by which the links of one server drop or reject packets, as text for {@code nft -f -}. One text is one
 * transaction of the kernel, and it leaves the hooked chains where they are: every packet meets all of the old rules or all of the new
 * ones. Each rule counts what it matched and bears its link's name as a comment. Connections that stand are met as well as new ones.
 *
 * @param addresses every node's IPv4 address
 */
record NftRules(Map<Node, String> addresses) {
    /** The family and name of the table that is ours alone. */
    static final String TABLE = "inet ordeal";

    private static final String RESET = "reject with tcp reset";
    private static final int IP_HEADER_BYTES = 20;
    private static final int TCP_WORD_BYTES = 4;
    /** A TCP header has 5 words, and 15 with all options. */
    private static final int MIN_TCP_WORDS = 5;

    private static final int MAX_TCP_WORDS = 15;

    NftRules {
        addresses = Map.copyOf(addresses);
    }

    /** Whether a behaviour is brought about by rules; if not, everything passes, at most through a queue. */
    static boolean govern(LinkBehaviour behaviour) {
        return switch (behaviour) {
            case LinkBehaviour.Pass _,
                    LinkBehaviour.Delay _,
                    LinkBehaviour.Throttle _,
                    LinkBehaviour.Reorder _,
                    LinkBehaviour.Duplicate _,
                    LinkBehaviour.Corrupt _ -> false;
            case LinkBehaviour.Hold _,
                    LinkBehaviour.Deaf _,
                    LinkBehaviour.Lose _,
                    LinkBehaviour.Reset _,
                    LinkBehaviour.Refuse _ -> true;
        };
    }

    /**
     * All rules of one server, in place of those that it had; without any the table goes too.
     *
     * @param behaviours what links of this server do; those that are not named pass
     * @param counted what links have counted so far, and count on from
     * @throws IllegalArgumentException when a link is not this server's, or nobody dials so
     */
    String text(Node server, Map<Link, LinkBehaviour> behaviours, Map<Link, PacketCount> counted) {
        SortedMap<Link, LinkBehaviour> governed = new TreeMap<>();
        behaviours.forEach((link, behaviour) -> {
            if (!link.server().equals(server.name())) {
                throw new IllegalArgumentException(link + " is not a link to " + server);
            }
            if (govern(behaviour)) {
                governed.put(link, behaviour);
            }
        });
        StringBuilder text = new StringBuilder("add table " + TABLE + "\n");
        if (governed.isEmpty()) {
            return text.append("delete table " + TABLE + "\n").toString();
        }
        text.append("add chain " + TABLE + " requests { type filter hook input priority 0; policy accept; }\n");
        text.append("add chain " + TABLE + " answers { type filter hook output priority 0; policy accept; }\n");
        text.append("flush chain " + TABLE + " requests\n");
        text.append("flush chain " + TABLE + " answers\n");
        // A refused link refuses its whole dial, whatever the other direction does: its rules come first.
        governed.forEach((link, behaviour) -> {
            if (behaviour instanceof LinkBehaviour.Refuse) {
                refuse(link, counted.getOrDefault(link, PacketCount.NONE), text);
            }
        });
        governed.forEach(
                (link, behaviour) -> rules(link, behaviour, counted.getOrDefault(link, PacketCount.NONE), text));
        return text.toString();
    }

    private void rules(Link link, LinkBehaviour behaviour, PacketCount counted, StringBuilder text) {
        LinkPath path = LinkPath.of(link, addresses);
        switch (behaviour) {
            case LinkBehaviour.Hold _ -> rule(link, path, "", counted, "drop", text);
            case LinkBehaviour.Lose(int percent) ->
                rule(link, path, "numgen random mod 100 < " + percent + " ", counted, "drop", text);
            case LinkBehaviour.Deaf _ -> onPayload(link, path, counted, "drop", text);
            case LinkBehaviour.Reset _ -> onPayload(link, path, counted, RESET, text);
            case LinkBehaviour.Pass _,
                    LinkBehaviour.Delay _,
                    LinkBehaviour.Throttle _,
                    LinkBehaviour.Reorder _,
                    LinkBehaviour.Duplicate _,
                    LinkBehaviour.Corrupt _,
                    LinkBehaviour.Refuse _ -> {
                // Let through, or written before.
            }
        }
    }

    /** Both ends learn that they are refused, each with the next packet that it sends; what tells them is let out. */
    private void refuse(Link link, PacketCount counted, StringBuilder text) {
        LinkPath path = LinkPath.of(link, addresses);
        Stream.of(path, path.reverse())
                .sorted((one, other) -> one.direction().compareTo(other.direction()))
                .forEach(way -> rule(
                        link,
                        way,
                        "tcp flags & rst == 0 ",
                        way.direction() == Direction.REQUEST ? counted : PacketCount.NONE,
                        RESET,
                        text));
    }

    /** A segment carries bytes when its packet is longer than both headers; how long TCP's is, the segment says. */
    private static void onPayload(Link link, LinkPath path, PacketCount counted, String verdict, StringBuilder text) {
        IntStream.rangeClosed(MIN_TCP_WORDS, MAX_TCP_WORDS)
                .forEach(words -> rule(
                        link,
                        path,
                        "tcp doff %d ip length > %d ".formatted(words, IP_HEADER_BYTES + TCP_WORD_BYTES * words),
                        words == MIN_TCP_WORDS ? counted : PacketCount.NONE,
                        verdict,
                        text));
    }

    private static void rule(
            Link link, LinkPath path, String condition, PacketCount counted, String verdict, StringBuilder text) {
        String chain = path.direction() == Direction.REQUEST ? "requests" : "answers";
        text.append("add rule %s %s %s %scounter packets %d bytes %d %s comment \"%s\"\n"
                .formatted(TABLE, chain, path.nft(), condition, counted.packets(), counted.bytes(), verdict, link));
    }
}
