package ordeal.checker.zookeeper;

/** A znode of the broker's layout holds data that is none of the layout's. */
final class MalformedZnodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedZnodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
