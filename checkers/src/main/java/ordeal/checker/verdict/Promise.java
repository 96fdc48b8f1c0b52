package ordeal.checker.verdict;

/** What a check is about. The last four are the promises of the cluster; the first is what must hold for them to be judged at all. */
public enum Promise {
    /** The history can be judged: unique values, one monotonic clock, complete final reads, faults with receipts, enough operations. */
    ASSUMPTIONS,
    /** At most one broker acts as controller in an epoch, and nothing that a deposed controller does takes effect. */
    ONE_CONTROLLER,
    /** A record acknowledged under {@code acks=all} is never lost, moved, altered or reordered. */
    DURABILITY,
    /** Leaders come from the ISR, every member holds every committed record, and the ISR changes only by its rules. */
    ISR,
    /** After the last fault heals the cluster serves again within a bound. */
    RECOVERY
}
