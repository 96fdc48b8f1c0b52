package ordeal.broker.coordination;

/** Another broker is registered under this broker's id, and stays. */
public final class BrokerIdTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerIdTakenException(int brokerId, String owner, long waitedMs) {
        super("broker id " + brokerId + " is taken: another broker is registered under it, at " + owner
                + "; its registration was still there after " + waitedMs + " ms");
    }
}
