package ordeal.broker.request;

import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a whole request with one error: every part of it gets the error's code, in the place where its API has one. */
final class ErrorAnswer {
    private static final Logger log = LoggerFactory.getLogger(ErrorAnswer.class);

    private ErrorAnswer() {}

    /** Answers; closes the connection where the API has no place for an error. */
    static void send(Request request, Throwable error) {
        ApiMessage answer = of(request, error);
        if (answer == null) {
            request.closeConnection("no way to answer " + request.api() + " with " + error);
        } else {
            request.respond(answer);
        }
    }

    /** Kafka's own classes know the form, but make themselves only out of bytes: this is no hot path. */
    private static @Nullable ApiMessage of(Request request, Throwable error) {
        try {
            AbstractRequest parsed = AbstractRequest.parseRequest(
                            request.api(),
                            request.version(),
                            MessageUtil.toByteBuffer(request.body(), request.version()))
                    .request;
            AbstractResponse response = parsed.getErrorResponse(0, error);
            return response == null ? null : response.data();
        } catch (RuntimeException e) {
            log.debug("no error answer to {}", request.api(), e);
            return null;
        }
    }
}
