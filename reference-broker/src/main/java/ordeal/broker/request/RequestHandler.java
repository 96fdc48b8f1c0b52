package ordeal.broker.request;

/** Handles the requests of one API. */
public interface RequestHandler {
    /** Handles a request: answers it now or later. An exception that escapes is answered with the API's UNKNOWN_SERVER_ERROR. */
    void handle(Request request);
}
