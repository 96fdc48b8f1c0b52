package ordeal.checker.scale;

import java.util.List;

/** What is planted in a run, and what the checkers have to say to it: no less and no more. */
enum Planting {
    /** An acknowledged record is on no disk and in no read. */
    LOST_WRITE(3),
    /** A record whose send had an unknown outcome was polled, and is on no disk and in no final read. */
    READ_THEN_LOST(3),
    /** One of two consumers is given another record's value at an offset. */
    INCONSISTENT_OFFSETS(3),
    /** One of two consumers is not given a record. */
    POLL_SKIP(3),
    /** One of two consumers is given a batch twice. */
    NONMONOTONIC_POLL(2),
    /** One of two consumers is given bytes that nobody sent. */
    PHANTOM(2),
    /** A batch of one record is appended twice under the same sequence. */
    DUPLICATE(2),
    /** A sample of the end offset lies far below what was acknowledged. */
    END_OFFSET_REGRESSION(2);

    private final int times;

    Planting(int times) {
        this.times = times;
    }

    /** How many there are in a run. */
    int times() {
        return times;
    }

    /** Checker and type of each anomaly that it amounts to. */
    List<String> found() {
        return switch (this) {
            case LOST_WRITE -> List.of("durability/lost-write");
            case READ_THEN_LOST -> List.of("durability/read-then-lost");
            case INCONSISTENT_OFFSETS -> List.of("offsets/inconsistent-offsets", "durability/read-then-lost");
            case POLL_SKIP -> List.of("polls/poll-skip");
            case NONMONOTONIC_POLL -> List.of("polls/nonmonotonic-poll");
            case PHANTOM -> List.of("polls/phantom");
            case DUPLICATE -> List.of("offsets/duplicate", "idempotence/duplicate");
            case END_OFFSET_REGRESSION -> List.of("end-offsets/end-offset-regression");
        };
    }

    /** Where one was planted: the offset that an anomaly's summary names. */
    record Planted(Planting kind, int partition, long offset) {}
}
