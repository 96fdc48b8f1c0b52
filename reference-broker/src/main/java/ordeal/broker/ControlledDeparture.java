package ordeal.broker;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.PeerTransport.PeerChannel;
import ordeal.broker.port.PeerTransport.PeerResponse;
import org.apache.kafka.common.message.ControlledShutdownRequestData;
import org.apache.kafka.common.message.ControlledShutdownResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the controller to move this broker's leaderships away, a few times, before the broker stops. */
final class ControlledDeparture {
    private static final Logger LOG = LoggerFactory.getLogger(ControlledDeparture.class);

    private final EventLoop loop;
    private final BrokerConfig config;
    private final PeerTransport transport;
    private final LongSupplier brokerEpoch;
    private final Supplier<Optional<PeerAddress>> controller;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private int attempts;

    ControlledDeparture(
            EventLoop loop,
            BrokerConfig config,
            PeerTransport transport,
            LongSupplier brokerEpoch,
            Supplier<Optional<PeerAddress>> controller) {
        this.loop = loop;
        this.config = config;
        this.transport = transport;
        this.brokerEpoch = brokerEpoch;
        this.controller = controller;
    }

    /** Completes when nothing is led any more, or nothing helped. */
    CompletableFuture<Void> depart() {
        ask();
        return over;
    }

    private void ask() {
        attempts++;
        if (brokerEpoch.getAsLong() < 0) { // A request without an epoch would be obeyed for a later incarnation.
            again("this broker is not registered");
            return;
        }
        Optional<PeerAddress> where = controller.get();
        if (where.isEmpty()) {
            again("no controller is known");
            return;
        }
        PeerChannel channel = transport.open(where.get());
        channel.send(
                new ControlledShutdownRequestData()
                        .setBrokerId(config.brokerId())
                        .setBrokerEpoch(brokerEpoch.getAsLong()),
                config.controller().socketTimeoutMs(),
                response -> {
                    channel.close();
                    onResponse(response);
                });
    }

    private void onResponse(PeerResponse response) {
        switch (response) {
            case PeerResponse.Failed(String reason) -> again(reason);
            case PeerResponse.Answered(var body) -> {
                ControlledShutdownResponseData answer = (ControlledShutdownResponseData) body;
                Errors error = Errors.forCode(answer.errorCode());
                if (error == Errors.NONE && answer.remainingPartitions().isEmpty()) {
                    LOG.info("nothing is led here any more");
                    over.complete(null);
                } else {
                    again(
                            error == Errors.NONE
                                    ? answer.remainingPartitions().size() + " still led here"
                                    : error.name());
                }
            }
        }
    }

    private void again(String reason) {
        if (attempts > config.controller().controlledShutdownMaxRetries()) {
            LOG.warn("stopping although leaderships may not have moved: {}", reason);
            over.complete(null);
        } else {
            LOG.info("asking the controller again to move leaderships: {}", reason);
            loop.schedule(config.controller().controlledShutdownRetryBackoffMs(), this::ask);
        }
    }
}
