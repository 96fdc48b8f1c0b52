package ordeal.broker.request;

/**
 * Lets a controller's request through once this process has been registered. Before, the connection is closed, so that the controller sends
 * the request again: an answer, even one with an error, would say that this broker has heard it.
 *
 * @param next who handles what is let through
 */
public record RegisteredOnly(ControlFence fence, RequestHandler next) implements RequestHandler {
    @Override
    public void handle(Request request) {
        if (fence.hasBeenRegistered()) {
            next.handle(request);
        } else {
            request.closeConnection("this broker is not registered yet");
        }
    }
}
