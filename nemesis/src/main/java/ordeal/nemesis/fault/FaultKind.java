package ordeal.nemesis.fault;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import ordeal.nemesis.port.Capability;

/** Every kind of fault: its name in plans and in {@code faults.jsonl}, what it is, and what it takes. */
public enum FaultKind {
    KILL("SIGKILL a node; start it at once, after its session expired, or later"),
    START("start nodes that an earlier step left dead"),
    RESTART("stop a node with SIGTERM (controlled shutdown) and start it again"),
    ROLLING_RESTART("restart every broker gracefully, each after the one before is back in sync"),
    PAUSE("stop a process with SIGSTOP, continue it later"),
    PARTITION("cut nodes apart: bytes are held, connections reset or refused, or only data dropped, one way"),
    SLOW_LINK("deliver the bytes between nodes late, with jitter"),
    THROTTLE_LINK("deliver only so many bytes a second between nodes"),
    LOSSY_LINK("lose packets between nodes at random"),
    REORDER_LINK("let packets between nodes overtake each other"),
    DUPLICATE_LINK("deliver packets between nodes twice, at random"),
    CORRUPT_LINK("flip bits in packets between nodes; their checksums give them away, so they are lost"),
    HOLD_LINKS("hold links until a later step releases them"),
    RELEASE_LINKS("deliver or discard what an earlier step holds"),
    MOVE_CONTROLLER("delete /controller as an operator does: a new election"),
    SEAT_CONTROLLER("delete /controller until a certain broker is elected"),
    PREFERRED_ELECTION("make the preferred replicas leaders (ElectLeaders)"),
    EXPIRE_SESSION("make ZooKeeper end a living broker's session; the broker registers anew by itself"),
    ZOOKEEPER_KILL("SIGKILL a ZooKeeper server, or so many that the ensemble has no quorum; start them again"),
    ZOOKEEPER_PAUSE("stop a ZooKeeper server, or a quorum of them, with SIGSTOP; continue them later"),
    WIPE_DISK("kill a broker, empty its disk, start it"),
    UNSYNCED_TAIL_LOST("kill a broker and cut what it had not synced, as a loss of power does; start it"),
    SHIFT_CLOCK("move a node's wall clock, later back"),
    DRIFT_CLOCK("let a node's wall clock run too fast or too slowly, later right"),
    RECREATE("kill a node, make its container anew on its volumes, start it"),
    DISK_FULL("fill a broker's disk, free it later"),
    DISK_ERROR("let a broker's disk refuse everything, mend it later"),
    SLOW_DISK("let a broker's disk take long to sync"),
    BIT_ROT("kill a broker, flip a bit in a record on its disk, start it"),
    WIPE_DISKS("kill the in-sync replicas of a partition and empty their disks, beyond the budget"),
    LEAP_CLOCK("move a node's wall clock by hours or days, later back");

    /** Kinds under which a promise may break by the settings' leave: the causes that permit a loss then decide. */
    private static final Set<FaultKind> DESTRUCTIVE = EnumSet.of(BIT_ROT, WIPE_DISKS, LEAP_CLOCK);

    private final String description;

    FaultKind(String description) {
        this.description = description;
    }

    /** The kind's name, such as {@code rolling-restart}. */
    public String kebab() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, in one line. */
    public String description() {
        return description;
    }

    /** Whether the promises may break under it, even within the budget. All other kinds must leave them whole. */
    public boolean isDestructive() {
        return DESTRUCTIVE.contains(this);
    }

    /** Whether it hits more brokers than the budget allows; it waits until nothing else is wrong. */
    public boolean exceedsBudget() {
        return this == WIPE_DISKS;
    }

    /** What a deployment must offer for it; a fault of the kind may need more, see {@link Fault#needs}. */
    public List<Capability> needs() {
        return switch (this) {
            case KILL, START, RESTART, ROLLING_RESTART, ZOOKEEPER_KILL -> List.of(Capability.PROCESS_KILL);
            case PAUSE, ZOOKEEPER_PAUSE -> List.of(Capability.PROCESS_PAUSE);
            case PARTITION, RELEASE_LINKS -> List.of(Capability.NETWORK);
            case HOLD_LINKS -> List.of(Capability.NETWORK, Capability.LINK_DEAF);
            case SLOW_LINK -> List.of(Capability.LINK_DELAY);
            case THROTTLE_LINK -> List.of(Capability.LINK_RATE);
            case LOSSY_LINK -> List.of(Capability.LINK_LOSS);
            case REORDER_LINK -> List.of(Capability.LINK_REORDER);
            case DUPLICATE_LINK -> List.of(Capability.LINK_DUPLICATE);
            case CORRUPT_LINK -> List.of(Capability.LINK_CORRUPT);
            case MOVE_CONTROLLER, SEAT_CONTROLLER, PREFERRED_ELECTION, EXPIRE_SESSION -> List.of(Capability.OPERATOR);
            case WIPE_DISK, WIPE_DISKS -> List.of(Capability.PROCESS_KILL, Capability.DISK_WIPE);
            case UNSYNCED_TAIL_LOST -> List.of(Capability.PROCESS_KILL, Capability.UNSYNCED_TAIL);
            case SHIFT_CLOCK, DRIFT_CLOCK, LEAP_CLOCK -> List.of(Capability.CLOCK);
            case RECREATE -> List.of(Capability.PROCESS_KILL, Capability.RECREATE);
            case DISK_FULL -> List.of(Capability.PROCESS_KILL, Capability.DISK_FULL);
            case DISK_ERROR -> List.of(Capability.PROCESS_KILL, Capability.DISK_ERROR);
            case SLOW_DISK -> List.of(Capability.DISK_SLOW);
            case BIT_ROT -> List.of(Capability.PROCESS_KILL, Capability.BIT_ROT);
        };
    }

    /**
     * Reads a kind's name.
     *
     * @throws IllegalArgumentException for any other word; the message lists the names
     */
    public static FaultKind parse(String kebab) {
        return Arrays.stream(values())
                .filter(kind -> kind.kebab().equals(kebab))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such kind of fault: '%s'; there are %s"
                        .formatted(
                                kebab,
                                Arrays.stream(values()).map(FaultKind::kebab).collect(Collectors.joining(", ")))));
    }
}
