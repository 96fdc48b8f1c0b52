package ordeal.nemesis.plan;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import ordeal.nemesis.target.PartitionRef;
import ordeal.nemesis.target.Target;

/**
 * What makes a step begin. A trigger other than {@link At} is armed when the step before it has been injected (or given up), and fires when
 * what it waits for is seen from outside.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "when")
public sealed interface Trigger {
    /**
     * A moment.
     *
     * @param atMs since the plan began
     */
    @JsonTypeName("at")
    record At(long atMs) implements Trigger {
        public At {
            if (atMs < 0) {
                throw new IllegalArgumentException("a step's time is not negative");
            }
        }
    }

    /**
     * Some time after another step has taken hold.
     *
     * @param step that step's label
     * @param delayMs how long after
     */
    @JsonTypeName("after")
    record After(String step, long delayMs) implements Trigger {}

    /** One of these nodes leads the partition. */
    @JsonTypeName("leader-is")
    record LeaderIs(PartitionRef partition, Target target) implements Trigger {}

    /** The partition has a leader with a higher leader epoch than when the trigger was armed. */
    @JsonTypeName("leader-changed")
    record LeaderChanged(PartitionRef partition) implements Trigger {}

    /** The partition's ISR has exactly so many members. */
    @JsonTypeName("isr-size")
    record IsrSize(PartitionRef partition, int size) implements Trigger {}

    /** None of these nodes is in the partition's ISR. */
    @JsonTypeName("isr-without")
    record IsrWithout(PartitionRef partition, Target target) implements Trigger {}

    /** All of these nodes are in the partition's ISR. */
    @JsonTypeName("isr-with")
    record IsrWith(PartitionRef partition, Target target) implements Trigger {}

    /** None of these brokers is registered. */
    @JsonTypeName("session-gone")
    record SessionGone(Target target) implements Trigger {}

    /**
     * The links that an earlier step touched keep back at least so many bytes.
     *
     * @param step that step's label
     * @param minBytes how many
     */
    @JsonTypeName("bytes-held")
    record BytesHeld(String step, long minBytes) implements Trigger {}

    /** In words. */
    default String describe() {
        return switch (this) {
            case At(long atMs) -> "at %d.%03d s".formatted(atMs / 1000, atMs % 1000);
            case After(String step, long delayMs) -> "%d ms after step '%s'".formatted(delayMs, step);
            case LeaderIs(PartitionRef partition, Target target) ->
                "when %s is led by %s".formatted(partition.describe(), target.describe());
            case LeaderChanged(PartitionRef partition) -> "when " + partition.describe() + " has a new leader";
            case IsrSize(PartitionRef partition, int size) ->
                "when the ISR of %s has %d members".formatted(partition.describe(), size);
            case IsrWithout(PartitionRef partition, Target target) ->
                "when the ISR of %s is without %s".formatted(partition.describe(), target.describe());
            case IsrWith(PartitionRef partition, Target target) ->
                "when %s is in the ISR of %s".formatted(target.describe(), partition.describe());
            case SessionGone(Target target) -> "when the registration of " + target.describe() + " is gone";
            case BytesHeld(String step, long minBytes) ->
                "when the links of step '%s' hold %d bytes".formatted(step, minBytes);
        };
    }
}
