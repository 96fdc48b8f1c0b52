package ordeal.broker.controller;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.TopicConfigs;
import ordeal.broker.journal.Journal;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.rules.ReplicationRules;

/**
 * What a controller works with, in all its terms.
 *
 * @param transport leads to every broker, this one included
 * @param random for the place of new replicas and the ids of new topics
 * @param onImpossible told of a state that cannot be; the broker must stop
 */
public record ControllerEnvironment(
        EventLoop loop,
        BrokerConfig config,
        TopicConfigs topicConfigs,
        PeerTransport transport,
        ReplicationRules rules,
        Journal journal,
        RandomGenerator random,
        Consumer<Throwable> onImpossible) {}
