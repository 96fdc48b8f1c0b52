package ordeal.nemesis.fault;

/** When a killed node is started again. */
public enum Restart {
    /** At once. Kafka then waits for, or dies on, its own old registration until that session expires. */
    AT_ONCE,
    /** When its session has expired, so that others have been elected in its place. */
    AFTER_SESSION,
    /** By a later {@code start} step, or by the heal barrier. */
    LATER;

    String words() {
        return switch (this) {
            case AT_ONCE -> "start again at once";
            case AFTER_SESSION -> "start again after the session has expired";
            case LATER -> "leave dead";
        };
    }
}
