/** One hand-written fake for each port of the broker. */
@org.jspecify.annotations.NullMarked
package ordeal.broker.fake;
