package ordeal.broker.request;

import ordeal.broker.metadata.ClusterMetadata;
import org.apache.kafka.common.message.UpdateMetadataRequestData;
import org.apache.kafka.common.message.UpdateMetadataResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Handles UpdateMetadata: the controller tells what the cluster looks like. */
public final class UpdateMetadataHandler implements RequestHandler {
    private final ControlFence fence;
    private final ClusterMetadata metadata;

    /** A handler. */
    public UpdateMetadataHandler(ControlFence fence, ClusterMetadata metadata) {
        this.fence = fence;
        this.metadata = metadata;
    }

    @Override
    public void handle(Request request) {
        UpdateMetadataRequestData update = (UpdateMetadataRequestData) request.body();
        Errors error = fence.admit(
                ApiKeys.UPDATE_METADATA, update.controllerId(), update.controllerEpoch(), update.brokerEpoch());
        if (error == Errors.NONE) {
            metadata.apply(update);
        }
        request.respond(new UpdateMetadataResponseData().setErrorCode(error.code()));
    }
}
