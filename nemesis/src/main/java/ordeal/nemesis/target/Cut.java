package ordeal.nemesis.target;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Locale;
import ordeal.nemesis.port.Direction;

/** Which links a fault touches, as data. {@link CutResolver} turns it into links at injection. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "cut")
public sealed interface Cut {
    /** Nodes apart from others, both ways. */
    @JsonTypeName("isolate")
    record Isolate(Target target, From from) implements Cut {}

    /**
     * A minority of the brokers apart from the majority.
     *
     * @param withoutZookeeper whether the minority loses ZooKeeper as well
     */
    @JsonTypeName("halves")
    record Halves(boolean withoutZookeeper) implements Cut {}

    /** Each broker hears a majority of the brokers, no two the same. Needs four brokers. */
    @JsonTypeName("majority-ring")
    record MajorityRing() implements Cut {}

    /** Two halves of the brokers, and one broker that hears both. Needs three brokers. */
    @JsonTypeName("bridge")
    record Bridge() implements Cut {}

    /** The bytes that some nodes send to others, whoever dialled; the other way passes. */
    @JsonTypeName("one-way")
    record OneWay(Target from, Target to) implements Cut {}

    /**
     * One byte direction of what some nodes dial to others: {@code ANSWER} of what followers dial to a leader is what
     * they fetch.
     */
    @JsonTypeName("dialled")
    record Dialled(Target dialler, Target server, Direction direction) implements Cut {}

    /** What brokers answer to clients. */
    @JsonTypeName("client-answers")
    record ClientAnswers(Target target) implements Cut {}

    /**
     * The links that an earlier step of the same plan touched.
     *
     * @param step that step's label
     */
    @JsonTypeName("touched-by")
    record TouchedBy(String step) implements Cut {}

    /** From whom nodes are isolated. */
    enum From {
        /** The other brokers; for ZooKeeper servers the other servers. */
        PEERS,
        /** All ZooKeeper servers. */
        ZOOKEEPER,
        /** All clients. */
        CLIENTS,
        /** Everybody. */
        ALL;

        private String words() {
            return switch (this) {
                case PEERS -> "the peers";
                case ZOOKEEPER -> "ZooKeeper";
                case CLIENTS -> "clients";
                case ALL -> "everybody";
            };
        }
    }

    /** In words, as the links that it means. */
    default String describe() {
        return switch (this) {
            case Isolate(Target target, From from) -> "the links between " + target.describe() + " and " + from.words();
            case Halves(boolean withoutZookeeper) ->
                "the links between a minority of the brokers and the majority"
                        + (withoutZookeeper ? " and ZooKeeper" : "");
            case MajorityRing() -> "links between brokers so that each hears another majority";
            case Bridge() -> "the links between two halves of the brokers, all but one bridge";
            case OneWay(Target from, Target to) -> "what " + from.describe() + " sends to " + to.describe();
            case Dialled(Target dialler, Target server, Direction direction) ->
                direction.name().toLowerCase(Locale.ROOT) + "s on what " + dialler.describe() + " dialled to "
                        + server.describe();
            case ClientAnswers(Target target) -> "answers of " + target.describe() + " to clients";
            case TouchedBy(String step) -> "the links of step '" + step + "'";
        };
    }
}
