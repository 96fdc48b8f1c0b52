package ordeal.broker.bugs;

import java.util.List;
import java.util.Optional;

/** The bugs that can be planted. */
public final class PlantedBugs {
    private static final String LOST = "lost-write";
    private static final String ISR_LACKS = "isr-missing-record";
    private static final String ISR_RULE = "isr-rule-broken";
    private static final String TWO_VALUES = "inconsistent-offsets";
    private static final String FORK = "replica-divergence";
    private static final String DUPLICATE = "duplicate";
    private static final String STALE_WRITE = "stale-controller-write";
    private static final String STALE_REQUEST = "stale-request-accepted";

    private static final List<PlantedBug> ALL = List.of(
            new PlantedBug(
                    "acknowledge-at-append",
                    List.of("KAFKA-955"),
                    "the leader acknowledges acks=all as soon as it has appended",
                    List.of(LOST),
                    new AcknowledgeAtAppend()),
            new PlantedBug(
                    "any-registration-is-own",
                    List.of("KAFKA-4277", "KAFKA-7165"),
                    "a broker takes any registration under its id for its own",
                    List.of("not-recovered"),
                    new AnyRegistrationIsOwn()),
            new PlantedBug(
                    "controller-without-epoch-check",
                    List.of("KAFKA-6082"),
                    "the controller's writes carry no check of /controller_epoch",
                    List.of(STALE_WRITE, ISR_RULE),
                    new ControllerWithoutEpochCheck()),
            new PlantedBug(
                    "election-outside-isr",
                    List.of("KIP-106", "KAFKA-4623"),
                    "any live replica leads when no member of the ISR is there, though unclean elections are off",
                    List.of(LOST, ISR_RULE),
                    new UncleanElection()),
            new PlantedBug(
                    "isr-join-at-high-watermark",
                    List.of("KAFKA-7128"),
                    "a replica joins the ISR short of the start of the leader's epoch",
                    List.of(ISR_RULE, ISR_LACKS, LOST),
                    new IsrJoinAtHighWatermark()),
            new PlantedBug(
                    "latest-offset-goes-back",
                    List.of("KIP-207", "KAFKA-2334"),
                    "a new leader answers ListOffsets with a high watermark behind its predecessor's",
                    List.of("end-offset-regression"),
                    new LatestOffsetGoesBack()),
            new PlantedBug(
                    "non-atomic-election",
                    List.of("KAFKA-6082"),
                    "/controller and /controller_epoch are written one after the other",
                    List.of("two-controllers", STALE_WRITE),
                    new NonAtomicElection()),
            new PlantedBug(
                    "optimistic-shrink",
                    List.of("KIP-497"),
                    "the high watermark leaves out replicas whose removal from the ISR is not granted yet",
                    List.of(LOST, ISR_LACKS, "two-leaders"),
                    new OptimisticShrink()),
            new PlantedBug(
                    "pending-expand-ignored",
                    List.of("KIP-497", "KAFKA-8836"),
                    "the high watermark leaves out a replica whose addition to the ISR is asked for",
                    List.of(ISR_LACKS, LOST),
                    new PendingExpandIgnored()),
            new PlantedBug(
                    "read-above-high-watermark",
                    List.of(),
                    "clients read to the log's end",
                    List.of("phantom", "read-then-lost", TWO_VALUES),
                    new ReadAboveHighWatermark()),
            new PlantedBug(
                    "sequences-ignored",
                    List.of("KAFKA-3197", "KAFKA-5494"),
                    "the sequence numbers of producers are not looked at",
                    List.of(DUPLICATE, "nonmonotonic-send"),
                    new SequencesIgnored()),
            new PlantedBug(
                    "sequences-lost-on-failover",
                    List.of(),
                    "a new leader knows nothing of the batches that producers sent to the one before it",
                    List.of(DUPLICATE, "nonmonotonic-send"),
                    new SequencesLostOnFailover()),
            new PlantedBug(
                    "single-step-epoch-lookup",
                    List.of("KIP-279", "KAFKA-6361"),
                    "a leader gives the end of an epoch that it does not know and does not say whose it is",
                    List.of(TWO_VALUES, FORK),
                    new SingleStepEpochLookup()),
            new PlantedBug(
                    "stale-controller-obeyed",
                    List.of("KAFKA-1188"),
                    "brokers obey a controller that has been replaced",
                    List.of(STALE_REQUEST, STALE_WRITE, "two-leaders"),
                    new StaleControllerObeyed()),
            new PlantedBug(
                    "stale-incarnation-obeyed",
                    List.of("KIP-380", "KAFKA-7235"),
                    "brokers obey requests that were meant for an earlier incarnation of theirs",
                    List.of(STALE_REQUEST, LOST, "not-recovered"),
                    new StaleIncarnationObeyed()),
            new PlantedBug(
                    "success-after-shrink",
                    List.of("KAFKA-15583"),
                    "min.insync.replicas is looked at before the append only",
                    List.of(ISR_RULE, LOST),
                    new SuccessAfterShrink()),
            new PlantedBug(
                    "truncate-to-high-watermark",
                    List.of("KIP-101", "KAFKA-1211"),
                    "a new follower cuts its log to its own high watermark: records are lost",
                    List.of(LOST, ISR_LACKS, "end-offset-regression"),
                    new TruncateToHighWatermark()),
            new PlantedBug(
                    "truncate-to-high-watermark-fork",
                    List.of("KIP-101"),
                    "a new follower keeps what is below its own high watermark, whatever the leader has there",
                    List.of(TWO_VALUES, FORK),
                    new TruncateToHighWatermarkForks()),
            new PlantedBug(
                    "unconditional-isr-write",
                    List.of(),
                    "the controller grants a change of an ISR whatever state it builds on",
                    List.of(ISR_RULE, "two-leaders", LOST),
                    new UnconditionalIsrWrite()),
            new PlantedBug(
                    "unfenced-fetch",
                    List.of("KIP-320", "KAFKA-7395"),
                    "a leader answers fetches of other leader epochs, and does not compare the logs' epochs",
                    List.of(ISR_LACKS, LOST),
                    new UnfencedFetch()));

    private PlantedBugs() {}

    /** All of them, sorted by name. */
    public static List<PlantedBug> all() {
        return ALL;
    }

    /** Their names, sorted. */
    public static List<String> names() {
        return ALL.stream().map(PlantedBug::name).toList();
    }

    /** The bug of a name. */
    public static Optional<PlantedBug> named(String name) {
        return ALL.stream().filter(bug -> bug.name().equals(name)).findFirst();
    }
}
