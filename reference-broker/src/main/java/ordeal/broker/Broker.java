package ordeal.broker;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.BrokerConfigFile;
import ordeal.broker.config.TopicConfigs;
import ordeal.broker.controller.Controller;
import ordeal.broker.controller.ControllerEnvironment;
import ordeal.broker.coordination.ClusterMembership;
import ordeal.broker.journal.JournalEntry;
import ordeal.broker.log.LogStorage;
import ordeal.broker.log.Logs;
import ordeal.broker.metadata.ClusterMetadata;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.producer.ProducerIds;
import ordeal.broker.replication.Partitions;
import ordeal.broker.replication.Progress;
import ordeal.broker.replication.Surroundings;
import ordeal.broker.request.LoopbackPeerTransport;
import ordeal.broker.request.RequestHandler;
import ordeal.broker.request.SupportedApis;
import ordeal.broker.rules.ReplicationRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One broker: its core put together over its ports. The order of its beginning and its end is what matters here: logs are open before
 * anything else, requests are accepted before the broker is registered, and the registration is the last thing to go.
 *
 * <p>Threading: made by any thread before the loop has anything to do; everything else on the event loop.
 */
public final class Broker {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    private final BrokerConfig config;
    private final BrokerPorts ports;
    private final Logs logs;
    private final ClusterMetadata metadata = new ClusterMetadata();
    private final ClusterMembership membership;
    private final TopicConfigs topicConfigs;
    private final Controller controller;
    private final Partitions partitions;
    private final PeerTransport transport;
    private final BrokerHandlers handlers;
    private RequestHandler requests = request -> request.closeConnection("the broker is not ready");

    /**
     * Opens the logs; nothing is told to anybody yet.
     *
     * @param rules the rules in force
     * @param onImpossible told of a state that cannot be, or of the loss of the broker's place in the cluster: the broker must stop
     */
    public Broker(BrokerConfigFile file, BrokerPorts ports, ReplicationRules rules, Consumer<Throwable> onImpossible) {
        this.config = file.config();
        this.ports = ports;
        SupportedApis apis = SupportedApis.ofThisRelease();
        this.transport = new LoopbackPeerTransport(
                config.brokerId(), ports.loop(), apis, request -> requests.handle(request), ports.peers());
        this.logs = new Logs(
                ports.loop(),
                ports.storage(),
                config.log(),
                config.topicDefaults(),
                config.replication().highWatermarkCheckpointIntervalMs(),
                rules);
        journalRecoveries();
        this.membership = new ClusterMembership(
                ports.loop(),
                ports.coordination(),
                ports.journal(),
                ports.random(),
                new ClusterMembership.Settings(
                        config.brokerId(),
                        config.zookeeper().sessionTimeoutMs(),
                        config.zookeeper().connectionTimeoutMs(),
                        rules::ownRegistration,
                        onImpossible));
        this.topicConfigs = new TopicConfigs(ports.loop(), config.topicDefaults());
        this.controller = new Controller(new ControllerEnvironment(
                ports.loop(), config, topicConfigs, transport, rules, ports.journal(), ports.random(), onImpossible));
        membership.listen(topicConfigs);
        membership.listen(controller);
        Surroundings surroundings = new Surroundings(
                ports.loop(),
                ports.journal(),
                rules,
                config,
                transport,
                membership::brokerEpoch,
                new KnownPeers(),
                new Progress(ports.loop()));
        this.partitions = new Partitions(surroundings, logs, topicConfigs::settings);
        topicConfigs.listen(partitions::configure);
        this.handlers = new BrokerHandlers(
                file,
                ports.loop(),
                apis,
                transport,
                rules,
                metadata,
                controller,
                partitions,
                new TopicConfigWriter(topicConfigs),
                new ProducerIds(membership, config.brokerId())::next,
                membership::brokerEpoch,
                ports.journal(),
                onImpossible);
    }

    private void journalRecoveries() {
        logs.all().forEach(log -> {
            if (log.recovery().scanned()) {
                ports.journal()
                        .record(new JournalEntry.Recovered(
                                log.partition(), -1, log.logStartOffset(), log.logEndOffset()));
            }
        });
    }

    /**
     * Joins the cluster.
     *
     * @return completes when this broker is registered; fails with the reason why it cannot be
     */
    public CompletableFuture<Void> start() {
        return membership
                .connect()
                .thenCompose(clusterId -> {
                    claimFolder(clusterId);
                    requests = handlers.dispatcher(clusterId);
                    return ports.listeners().open(request -> requests.handle(request));
                })
                .thenCompose(where -> {
                    partitions.start();
                    return membership.register(where);
                })
                .thenAccept(epoch -> LOG.info("broker {} serves, with broker epoch {}", config.brokerId(), epoch));
    }

    /** The log folder belongs to one broker of one cluster; data must not wander into another. */
    private void claimFolder(String clusterId) {
        LogStorage.Identity own = new LogStorage.Identity(config.brokerId(), clusterId);
        Optional<LogStorage.Identity> found = ports.storage().identity();
        if (found.isPresent() && !found.get().equals(own)) {
            throw new IllegalArgumentException(
                    "%s belongs to broker %d of cluster %s, and this is broker %d of cluster %s: name another folder in log.dirs, or empty it"
                            .formatted(
                                    config.logDir(),
                                    found.get().brokerId(),
                                    found.get().clusterId(),
                                    own.brokerId(),
                                    own.clusterId()));
        }
        ports.storage().writeIdentity(own);
    }

    /**
     * Leaves the cluster in order: leaderships move first, then requests end, then the data is on disk, then the registration goes.
     *
     * @return completes when all that is done; never fails
     */
    public CompletableFuture<Void> stop() {
        CompletableFuture<Void> moved = config.controller().controlledShutdown()
                ? new ControlledDeparture(
                                ports.loop(), config, transport, membership::brokerEpoch, new KnownPeers()::controller)
                        .depart()
                : CompletableFuture.completedFuture(null);
        return moved.thenCompose(_ -> ports.listeners().close())
                .thenCompose(_ -> {
                    long brokerEpoch = membership.brokerEpoch();
                    partitions.close();
                    logs.close(brokerEpoch);
                    return membership.close();
                })
                .handle((_, failed) -> {
                    if (failed != null) {
                        LOG.warn("the broker did not stop in order", failed);
                    }
                    return null;
                });
    }

    /** What this broker has been told about others. */
    private final class KnownPeers implements Surroundings.Peers {
        @Override
        public boolean alive(int brokerId) {
            return metadata.alive(brokerId);
        }

        @Override
        public Optional<PeerAddress> controller() {
            return metadata.broker(metadata.controllerId())
                    .flatMap(broker -> broker.endpoint(config.peerListener().name()))
                    .map(endpoint -> new PeerAddress(metadata.controllerId(), endpoint.host(), endpoint.port()));
        }
    }

    /** The partitions of this broker, for whoever looks on. */
    public Partitions partitions() {
        return partitions;
    }

    /** The controller's side of this broker, for whoever looks on. */
    public Controller controller() {
        return controller;
    }
}
