package ordeal.broker.request;

import java.util.concurrent.CompletableFuture;
import ordeal.broker.controller.ControllerApi;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.ControlledShutdownRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * Handles an API that is the controller's business: hands the request over and passes the answer on. A broker that is not the controller
 * has a controller too, which says so.
 */
public final class ControllerHandler<Q extends ApiMessage, R extends ApiMessage> implements RequestHandler {
    private final Class<Q> requestType;
    private final Call<Q, R> call;
    private final LaterAnswer later;

    /** A method of the controller. */
    private interface Call<Q, R> {
        CompletableFuture<R> apply(Q request, short version);
    }

    private ControllerHandler(Class<Q> requestType, Call<Q, R> call, LaterAnswer later) {
        this.requestType = requestType;
        this.call = call;
        this.later = later;
    }

    /** Handles AlterPartition (KIP-497). */
    public static RequestHandler alterPartition(ControllerApi controller, LaterAnswer later) {
        return new ControllerHandler<>(AlterPartitionRequestData.class, controller::alterPartition, later);
    }

    /** Handles ControlledShutdown. */
    public static RequestHandler controlledShutdown(ControllerApi controller, LaterAnswer later) {
        return new ControllerHandler<>(ControlledShutdownRequestData.class, controller::controlledShutdown, later);
    }

    /** Handles CreateTopics. */
    public static RequestHandler createTopics(ControllerApi controller, LaterAnswer later) {
        return new ControllerHandler<>(CreateTopicsRequestData.class, controller::createTopics, later);
    }

    /** Handles DeleteTopics. */
    public static RequestHandler deleteTopics(ControllerApi controller, LaterAnswer later) {
        return new ControllerHandler<>(DeleteTopicsRequestData.class, controller::deleteTopics, later);
    }

    /** Handles ElectLeaders (KIP-460). */
    public static RequestHandler electLeaders(ControllerApi controller, LaterAnswer later) {
        return new ControllerHandler<>(ElectLeadersRequestData.class, controller::electLeaders, later);
    }

    @Override
    public void handle(Request request) {
        later.when(call.apply(requestType.cast(request.body()), request.version()), request, request::respond);
    }
}
