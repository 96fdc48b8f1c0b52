package ordeal.broker.request;

import java.util.concurrent.CompletableFuture;
import ordeal.broker.port.EventLoop;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles InitProducerId (KIP-98) for idempotent producers: a new id each time. There are no transactions. */
public final class InitProducerIdHandler implements RequestHandler {
    private static final Logger log = LoggerFactory.getLogger(InitProducerIdHandler.class);
    private static final long NO_PRODUCER_ID = -1;
    private static final short NO_PRODUCER_EPOCH = -1;

    private final ProducerIdSource ids;
    private final EventLoop loop;

    /** Gives out the ids of a source. */
    public InitProducerIdHandler(ProducerIdSource ids, EventLoop loop) {
        this.ids = ids;
        this.loop = loop;
    }

    @Override
    public void handle(Request request) {
        InitProducerIdRequestData body = (InitProducerIdRequestData) request.body();
        boolean hasId = body.producerId() != NO_PRODUCER_ID;
        boolean hasEpoch = body.producerEpoch() != NO_PRODUCER_EPOCH;
        if (body.transactionalId() != null || hasId != hasEpoch) {
            request.respond(refusal(Errors.INVALID_REQUEST));
            return;
        }
        CompletableFuture<Long> next = ids.next();
        var _ = next.whenComplete((id, failure) -> loop.execute(() -> {
            if (failure != null) {
                log.warn("no producer id for {}", request.clientAddress(), failure);
                request.respond(refusal(Errors.COORDINATOR_LOAD_IN_PROGRESS));
            } else {
                request.respond(
                        new InitProducerIdResponseData().setProducerId(id).setProducerEpoch((short) 0));
            }
        }));
    }

    private static InitProducerIdResponseData refusal(Errors error) {
        return new InitProducerIdResponseData()
                .setErrorCode(error.code())
                .setProducerId(NO_PRODUCER_ID)
                .setProducerEpoch(NO_PRODUCER_EPOCH);
    }
}
