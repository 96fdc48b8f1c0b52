package ordeal.broker.request;

import java.util.function.Consumer;
import ordeal.broker.metadata.ClusterMetadata;
import org.apache.kafka.common.message.UpdateMetadataRequestData;
import org.apache.kafka.common.message.UpdateMetadataResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Handles UpdateMetadata: the controller tells what the cluster looks like. */
public final class UpdateMetadataHandler implements RequestHandler {
    private final ControlFence fence;
    private final ClusterMetadata metadata;
    private final Consumer<ClusterMetadata.Change> onChanged;

    /**
     * A handler.
     *
     * @param onChanged told after each update, before it is answered
     */
    public UpdateMetadataHandler(
            ControlFence fence, ClusterMetadata metadata, Consumer<ClusterMetadata.Change> onChanged) {
        this.fence = fence;
        this.metadata = metadata;
        this.onChanged = onChanged;
    }

    @Override
    public void handle(Request request) {
        UpdateMetadataRequestData update = (UpdateMetadataRequestData) request.body();
        Errors error = fence.admit(
                ApiKeys.UPDATE_METADATA, update.controllerId(), update.controllerEpoch(), update.brokerEpoch());
        if (error == Errors.NONE) {
            onChanged.accept(metadata.apply(update));
        }
        request.respond(new UpdateMetadataResponseData().setErrorCode(error.code()));
    }
}
