package ordeal.broker.controller;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import ordeal.broker.port.PeerTransport.PeerAddress;
import org.apache.kafka.common.message.LeaderAndIsrResponseData;
import org.apache.kafka.common.message.StopReplicaResponseData;
import org.apache.kafka.common.message.UpdateMetadataResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One {@link ControlChannel} for each registered broker, in one term of a controller. */
final class ControlChannels {
    private static final Logger log = LoggerFactory.getLogger(ControlChannels.class);

    private final ControllerEnvironment environment;
    private final Map<Integer, ControlChannel> channels = new TreeMap<>();

    ControlChannels(ControllerEnvironment environment) {
        this.environment = environment;
    }

    void open(LiveBroker broker) {
        PeerAddress address =
                new PeerAddress(broker.id(), broker.peer().host(), broker.peer().port());
        ControlChannel before = channels.put(
                broker.id(),
                new ControlChannel(
                        environment.loop(),
                        environment.transport(),
                        address,
                        environment.config().controller().socketTimeoutMs()));
        if (before != null) {
            throw new IllegalStateException("a second channel to " + address);
        }
    }

    void close(int broker) {
        ControlChannel channel = channels.remove(broker);
        if (channel != null) {
            channel.close();
        }
    }

    void closeAll() {
        channels.values().forEach(ControlChannel::close);
        channels.clear();
    }

    /** Sends a request to a broker; without effect when it is not registered. */
    void send(int broker, ApiMessage request, Consumer<ApiMessage> onAnswer) {
        ControlChannel channel = channels.get(broker);
        if (channel != null) {
            channel.send(request, answer -> {
                logError(broker, request, answer);
                onAnswer.accept(answer);
            });
        }
    }

    private static void logError(int broker, ApiMessage request, ApiMessage answer) {
        Errors error = Errors.forCode(
                switch (answer) {
                    case LeaderAndIsrResponseData data -> data.errorCode();
                    case UpdateMetadataResponseData data -> data.errorCode();
                    case StopReplicaResponseData data -> data.errorCode();
                    default -> throw new IllegalStateException("not an answer to a controller: " + answer);
                });
        if (error != Errors.NONE) {
            log.warn("broker {} answers {} with {}", broker, ApiKeys.forId(request.apiKey()), error);
        }
    }
}
