package ordeal.broker.request;

import ordeal.broker.request.Request.ListenerKind;

/** What the two listeners are called in the cluster. A client is told the addresses of the listener by which it came. */
public record ListenerNames(String peer, String client) {
    /** The name of one of them. */
    public String of(ListenerKind listener) {
        return switch (listener) {
            case PEER -> peer;
            case CLIENT -> client;
        };
    }
}
