/** Fakes of the broker's ports, for tests. */
@org.jspecify.annotations.NullMarked
package ordeal.broker.fake;
