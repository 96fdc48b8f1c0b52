/** Tests of the network, over loopback. */
@org.jspecify.annotations.NullMarked
package ordeal.broker.network;
