package ordeal.broker.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Kafka's properties that do nothing here. Those without which the cluster keeps the same promises are let pass, so that one file serves
 * both systems; those that somebody relies on for safety are refused.
 */
final class OtherProperties {
    private static final Set<String> HARMLESS = Set.of(
            "auto.include.jmx.reporter",
            "background.threads",
            "broker.id.generation.enable",
            "connection.failed.authentication.delay.ms",
            "delete.records.purgatory.purge.interval.requests",
            "fetch.purgatory.purge.interval.requests",
            "inter.broker.protocol.version",
            "log.flush.start.offset.checkpoint.interval.ms",
            "log.initial.task.delay.ms",
            "log.message.downconversion.enable",
            "log.message.format.version",
            "log.message.timestamp.after.max.ms",
            "log.message.timestamp.before.max.ms",
            "log.message.timestamp.difference.max.ms",
            "log.preallocate",
            "log.roll.jitter.hours",
            "log.roll.jitter.ms",
            "max.connection.creation.rate",
            "max.connections",
            "max.connections.per.ip",
            "max.connections.per.ip.overrides",
            "max.incremental.fetch.session.cache.slots",
            "num.io.threads",
            "num.network.threads",
            "num.recovery.threads.per.data.dir",
            "num.replica.alter.log.dirs.threads",
            "num.replica.fetchers",
            "producer.id.expiration.check.interval.ms",
            "producer.purgatory.purge.interval.requests",
            "queued.max.request.bytes",
            "queued.max.requests",
            "replica.socket.receive.buffer.bytes",
            "reserved.broker.max.id",
            "socket.listen.backlog.size",
            "socket.receive.buffer.bytes",
            "socket.send.buffer.bytes",
            "zookeeper.max.in.flight.requests");

    private static final List<String> HARMLESS_PREFIXES = List.of(
            "group.",
            "kafka.metrics.",
            "log.cleaner.",
            "metric.",
            "metrics.",
            "offset.metadata.",
            "offsets.",
            "quota.",
            "transaction.",
            "transactional.");

    private static final Map<String, String> REFUSED = Map.of(
            "allow.everyone.if.no.acl.found", "there is no authorizer",
            "alter.config.policy.class.name", "there are no policies",
            "authorizer.class.name", "there is no authorizer",
            "create.topic.policy.class.name", "there are no policies",
            "principal.builder.class", "there is no authentication",
            "replica.selector.class", "consumers read from leaders only",
            "super.users", "there is no authorizer",
            "zookeeper.set.acl", "znodes are open to everybody");

    private static final List<Refusal> REFUSED_PREFIXES = List.of(
            new Refusal("connections.max.reauth.", "there is no authentication"),
            new Refusal("controller.listener.", "there is no KRaft mode"),
            new Refusal("controller.quorum.", "there is no KRaft mode"),
            new Refusal("control.plane.listener.", "the controller uses the brokers' listener"),
            new Refusal("delegation.token.", "there is no authentication"),
            new Refusal("listener.name.", "listeners have no settings of their own"),
            new Refusal("metadata.log.", "there is no KRaft mode"),
            new Refusal("node.id", "there is no KRaft mode"),
            new Refusal("password.encoder.", "there are no passwords"),
            new Refusal("process.roles", "there is no KRaft mode"),
            new Refusal("remote.log.", "there is no tiered storage"),
            new Refusal("sasl.", "there is no authentication"),
            new Refusal("security.", "PLAINTEXT is the only security protocol"),
            new Refusal("ssl.", "there is no encryption"),
            new Refusal("zookeeper.clientCnxnSocket", "there is no encryption"),
            new Refusal("zookeeper.metadata.migration.", "there is no KRaft mode"),
            new Refusal("zookeeper.ssl.", "there is no encryption"));

    private record Refusal(String prefix, String reason) {}

    private OtherProperties() {}

    /** Whether a property may stand in the file although it does nothing. */
    static boolean harmless(String name) {
        return HARMLESS.contains(name) || HARMLESS_PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** Why a property may not stand in the file; empty when it is not one of these. */
    static Optional<String> refusal(String name) {
        String reason = REFUSED.get(name);
        if (reason != null) {
            return Optional.of(reason);
        }
        return REFUSED_PREFIXES.stream()
                .filter(refusal -> name.startsWith(refusal.prefix()))
                .map(Refusal::reason)
                .findFirst();
    }

    /** Names that somebody may have meant. */
    static Set<String> names() {
        return HARMLESS;
    }
}
