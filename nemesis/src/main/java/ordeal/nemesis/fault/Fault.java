package ordeal.nemesis.fault;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.List;
import ordeal.nemesis.port.Capability;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.Target;

/**
 * A fault, as data: what goes wrong, with whom, for how long. {@link ScriptWriter} says what each does step by step.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Fault {
    /** SIGKILL. */
    @JsonTypeName("kill")
    record Kill(Target target, Restart restart) implements Fault {}

    /** Starts nodes that an earlier step left dead. */
    @JsonTypeName("start")
    record Start(Target target) implements Fault {}

    /** SIGTERM, wait for the end, start. */
    @JsonTypeName("restart")
    record GracefulRestart(Target target) implements Fault {}

    /** Every broker in turn, each after the one before is back in sync. */
    @JsonTypeName("rolling-restart")
    record RollingRestart() implements Fault {}

    /**
     * SIGSTOP, later SIGCONT.
     *
     * @param durationMs how long
     */
    @JsonTypeName("pause")
    record Pause(Target target, long durationMs) implements Fault {
        public Pause {
            Durations.check(durationMs);
        }
    }

    /**
     * Cuts parties apart.
     *
     * @param cut whom
     * @param style what happens to the bytes
     * @param durationMs how long
     */
    @JsonTypeName("partition")
    record Partition(Cut cut, Style style, long durationMs) implements Fault {
        public Partition {
            Durations.check(durationMs);
        }

        /** What a partition does to the bytes of its links. */
        public enum Style {
            /** Held: each side waits. */
            HOLD,
            /** Connections are reset as soon as they carry anything. */
            RESET,
            /** Connections are refused. */
            REFUSE,
            /** What carries bytes is dropped; acknowledgements pass, so the other way lives on. */
            DEAF;

            /** What a deployment must offer for it, beyond what every partition needs. */
            public List<Capability> needs() {
                return switch (this) {
                    case HOLD, RESET, REFUSE -> List.of();
                    case DEAF -> List.of(Capability.LINK_DEAF);
                };
            }
        }
    }

    /**
     * Bytes come late.
     *
     * @param cut between whom
     * @param delayMs how late
     * @param jitterMs how much later at most, drawn for each piece
     * @param durationMs how long
     */
    @JsonTypeName("slow-link")
    record SlowLink(Cut cut, long delayMs, long jitterMs, long durationMs) implements Fault {
        public SlowLink {
            Durations.check(durationMs);
        }
    }

    /**
     * Bytes come slowly.
     *
     * @param cut between whom
     * @param bytesPerSecond how many
     * @param durationMs how long
     */
    @JsonTypeName("throttle-link")
    record ThrottleLink(Cut cut, long bytesPerSecond, long durationMs) implements Fault {
        public ThrottleLink {
            Durations.check(durationMs);
        }
    }

    /**
     * Packets get lost, and their bytes come late.
     *
     * @param cut between whom
     * @param percent how many of a hundred packets, 1 to 99
     * @param durationMs how long
     */
    @JsonTypeName("lossy-link")
    record LossyLink(Cut cut, int percent, long durationMs) implements Fault {
        public LossyLink {
            Durations.check(durationMs);
            var _ = new LinkBehaviour.Lose(percent);
        }
    }

    /**
     * Packets overtake others, which come late.
     *
     * @param cut between whom
     * @param percent how many of a hundred packets overtake, 1 to 99
     * @param delayMs how late the others come
     * @param durationMs how long
     */
    @JsonTypeName("reorder-link")
    record ReorderLink(Cut cut, int percent, long delayMs, long durationMs) implements Fault {
        public ReorderLink {
            Durations.check(durationMs);
            var _ = new LinkBehaviour.Reorder(percent, delayMs);
        }
    }

    /**
     * Packets come twice.
     *
     * @param cut between whom
     * @param percent how many of a hundred packets, 1 to 99
     * @param durationMs how long
     */
    @JsonTypeName("duplicate-link")
    record DuplicateLink(Cut cut, int percent, long durationMs) implements Fault {
        public DuplicateLink {
            Durations.check(durationMs);
            var _ = new LinkBehaviour.Duplicate(percent);
        }
    }

    /**
     * Packets are damaged. The receiver's kernel drops them for their wrong checksums, and their bytes come late.
     *
     * @param cut between whom
     * @param percent how many of a hundred packets, 1 to 99
     * @param durationMs how long
     */
    @JsonTypeName("corrupt-link")
    record CorruptLink(Cut cut, int percent, long durationMs) implements Fault {
        public CorruptLink {
            Durations.check(durationMs);
            var _ = new LinkBehaviour.Corrupt(percent);
        }
    }

    /** Holds links until a later step releases them, or the heal barrier. The directions that are not held live on. */
    @JsonTypeName("hold-links")
    record HoldLinks(Cut cut) implements Fault {}

    /**
     * Undoes what earlier steps did to links.
     *
     * @param discard whether held bytes are thrown away and their connections reset, instead of delivered
     */
    @JsonTypeName("release-links")
    record ReleaseLinks(Cut cut, boolean discard) implements Fault {}

    /** An operator deletes {@code /controller}. */
    @JsonTypeName("move-controller")
    record MoveController() implements Fault {}

    /**
     * An operator deletes {@code /controller} until one of these is controller.
     *
     * @param target whom the operator wants; any of them will do
     */
    @JsonTypeName("seat-controller")
    record SeatController(Target target) implements Fault {}

    /** An operator asks for preferred leaders. */
    @JsonTypeName("preferred-election")
    record PreferredElection() implements Fault {}

    /** ZooKeeper ends a living broker's session; the broker comes back by itself. */
    @JsonTypeName("expire-session")
    record ExpireSession(Target target) implements Fault {}

    /**
     * SIGKILL of a ZooKeeper server.
     *
     * @param downMs how long it stays dead before it is started
     */
    @JsonTypeName("zookeeper-kill")
    record ZookeeperKill(Target target, long downMs) implements Fault {
        public ZookeeperKill {
            Durations.check(downMs);
        }
    }

    /**
     * SIGSTOP of a ZooKeeper server.
     *
     * @param durationMs how long
     */
    @JsonTypeName("zookeeper-pause")
    record ZookeeperPause(Target target, long durationMs) implements Fault {
        public ZookeeperPause {
            Durations.check(durationMs);
        }
    }

    /** Kill, empty the disk, start. */
    @JsonTypeName("wipe-disk")
    record WipeDisk(Target target, Restart restart) implements Fault {}

    /** Kill, cut what was not synced, start. With several targets all are dead before the first is cut. */
    @JsonTypeName("unsynced-tail-lost")
    record UnsyncedTailLost(Target target, Restart restart) implements Fault {}

    /**
     * A wall clock jumps.
     *
     * @param offsetMs how far, back when negative
     * @param durationMs how long
     */
    @JsonTypeName("shift-clock")
    record ShiftClock(Target target, long offsetMs, long durationMs) implements Fault {
        public ShiftClock {
            Durations.check(durationMs);
        }
    }

    /**
     * A wall clock jumps further than the limits of time in a broker's settings.
     *
     * @param offsetMs how far, back when negative
     * @param durationMs how long
     */
    @JsonTypeName("leap-clock")
    record LeapClock(Target target, long offsetMs, long durationMs) implements Fault {
        public LeapClock {
            Durations.check(durationMs);
        }
    }

    /**
     * A wall clock runs wrong.
     *
     * @param percent how much faster than time; slower when negative
     * @param durationMs how long
     */
    @JsonTypeName("drift-clock")
    record DriftClock(Target target, int percent, long durationMs) implements Fault {
        private static final int MOST_PERCENT = 90;

        public DriftClock {
            Durations.check(durationMs);
            if (percent == 0 || Math.abs(percent) > MOST_PERCENT) {
                throw new IllegalArgumentException(
                        "a clock drifts by 1 to %d percent, either way, not by %d".formatted(MOST_PERCENT, percent));
            }
        }
    }

    /**
     * Fill the disk, later free it; a broker that died of it is started again.
     *
     * @param durationMs how long
     */
    @JsonTypeName("disk-full")
    record DiskFull(Target target, long durationMs) implements Fault {
        public DiskFull {
            Durations.check(durationMs);
        }
    }

    /**
     * The disk of a living broker fails; later the broker is killed, the disk mended, and the broker started.
     *
     * @param durationMs how long
     */
    @JsonTypeName("disk-error")
    record DiskError(Target target, long durationMs) implements Fault {
        public DiskError {
            Durations.check(durationMs);
        }
    }

    /**
     * Syncs take long.
     *
     * @param bytesPerSecond how much the disk takes
     * @param durationMs how long
     */
    @JsonTypeName("slow-disk")
    record SlowDisk(Target target, long bytesPerSecond, long durationMs) implements Fault {
        public SlowDisk {
            Durations.check(durationMs);
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException("a slow disk takes at least one byte a second");
            }
        }
    }

    /** Kill, flip a bit in a record, start. */
    @JsonTypeName("bit-rot")
    record BitRot(Target target, Restart restart) implements Fault {}

    /** Kill, make the container anew on its volumes, start. */
    @JsonTypeName("recreate")
    record Recreate(Target target, Restart restart) implements Fault {}

    /** Kill, empty the disks, start: of several brokers, whatever the plan's budget is. All are dead before the first is emptied. */
    @JsonTypeName("wipe-disks")
    record WipeDisks(Target target, Restart restart) implements Fault {}

    /** Its kind. */
    default FaultKind kind() {
        return switch (this) {
            case Kill _ -> FaultKind.KILL;
            case Start _ -> FaultKind.START;
            case GracefulRestart _ -> FaultKind.RESTART;
            case RollingRestart _ -> FaultKind.ROLLING_RESTART;
            case Pause _ -> FaultKind.PAUSE;
            case Partition _ -> FaultKind.PARTITION;
            case SlowLink _ -> FaultKind.SLOW_LINK;
            case ThrottleLink _ -> FaultKind.THROTTLE_LINK;
            case LossyLink _ -> FaultKind.LOSSY_LINK;
            case ReorderLink _ -> FaultKind.REORDER_LINK;
            case DuplicateLink _ -> FaultKind.DUPLICATE_LINK;
            case CorruptLink _ -> FaultKind.CORRUPT_LINK;
            case HoldLinks _ -> FaultKind.HOLD_LINKS;
            case ReleaseLinks _ -> FaultKind.RELEASE_LINKS;
            case MoveController _ -> FaultKind.MOVE_CONTROLLER;
            case SeatController _ -> FaultKind.SEAT_CONTROLLER;
            case PreferredElection _ -> FaultKind.PREFERRED_ELECTION;
            case ExpireSession _ -> FaultKind.EXPIRE_SESSION;
            case ZookeeperKill _ -> FaultKind.ZOOKEEPER_KILL;
            case ZookeeperPause _ -> FaultKind.ZOOKEEPER_PAUSE;
            case WipeDisk _ -> FaultKind.WIPE_DISK;
            case UnsyncedTailLost _ -> FaultKind.UNSYNCED_TAIL_LOST;
            case ShiftClock _ -> FaultKind.SHIFT_CLOCK;
            case LeapClock _ -> FaultKind.LEAP_CLOCK;
            case DriftClock _ -> FaultKind.DRIFT_CLOCK;
            case DiskFull _ -> FaultKind.DISK_FULL;
            case DiskError _ -> FaultKind.DISK_ERROR;
            case SlowDisk _ -> FaultKind.SLOW_DISK;
            case BitRot _ -> FaultKind.BIT_ROT;
            case Recreate _ -> FaultKind.RECREATE;
            case WipeDisks _ -> FaultKind.WIPE_DISKS;
        };
    }

    /** What a deployment must offer for it: what its kind needs, and what this fault needs beyond. */
    default List<Capability> needs() {
        List<Capability> needs = new ArrayList<>(kind().needs());
        if (this instanceof Partition partition) {
            needs.addAll(partition.style().needs());
        }
        return List.copyOf(needs);
    }

    /** In words, targets not resolved. */
    default String describe() {
        return Wording.of(this);
    }
}
