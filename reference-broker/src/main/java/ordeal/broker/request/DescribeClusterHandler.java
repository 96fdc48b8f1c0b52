package ordeal.broker.request;

import java.util.Optional;
import ordeal.broker.metadata.ClusterMetadata;
import ordeal.broker.metadata.LiveBroker;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.protocol.Errors;

/** Handles DescribeCluster (KIP-700): the brokers, with their addresses on the listener that was asked. */
public final class DescribeClusterHandler implements RequestHandler {
    private static final byte BROKERS = 1;
    private static final byte CONTROLLERS = 2;

    private final String clusterId;
    private final ClusterMetadata metadata;
    private final ListenerNames listeners;

    /** Tells of this cluster. */
    public DescribeClusterHandler(String clusterId, ClusterMetadata metadata, ListenerNames listeners) {
        this.clusterId = clusterId;
        this.metadata = metadata;
        this.listeners = listeners;
    }

    @Override
    public void handle(Request request) {
        DescribeClusterRequestData body = (DescribeClusterRequestData) request.body();
        DescribeClusterResponseData answer = new DescribeClusterResponseData();
        if (body.endpointType() == BROKERS) {
            describe(request, body, answer);
        } else if (body.endpointType() == CONTROLLERS) {
            answer.setErrorCode(Errors.MISMATCHED_ENDPOINT_TYPE.code())
                    .setErrorMessage("This is a broker, but the request was meant for a controller.");
        } else {
            answer.setErrorCode(Errors.UNSUPPORTED_ENDPOINT_TYPE.code())
                    .setErrorMessage("There is no endpoint type " + body.endpointType() + ".");
        }
        request.respond(answer);
    }

    private void describe(Request request, DescribeClusterRequestData body, DescribeClusterResponseData answer) {
        String listener = listeners.of(request.listener());
        answer.setClusterId(clusterId).setControllerId(metadata.controllerId());
        if (body.includeClusterAuthorizedOperations()) {
            answer.setClusterAuthorizedOperations(Operations.ON_CLUSTER);
        }
        for (LiveBroker broker : metadata.brokers()) {
            Optional<LiveBroker.Endpoint> endpoint = broker.endpoint(listener);
            endpoint.ifPresent(place -> answer.brokers()
                    .add(new DescribeClusterBroker()
                            .setBrokerId(broker.id())
                            .setHost(place.host())
                            .setPort(place.port())
                            .setRack(broker.rack())));
        }
    }
}
