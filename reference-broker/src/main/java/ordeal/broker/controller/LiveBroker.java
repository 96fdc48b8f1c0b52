package ordeal.broker.controller;

import ordeal.broker.coordination.BrokerRegistration;
import ordeal.broker.coordination.BrokerRegistration.Endpoint;

/**
 * A registered broker.
 *
 * @param epoch its broker epoch: the transaction that registered it
 * @param peer its listener for other brokers
 */
record LiveBroker(int id, long epoch, BrokerRegistration registration, Endpoint peer) {}
