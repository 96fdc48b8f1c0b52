/** The compose files, read as an engine would. */
@org.jspecify.annotations.NullMarked
package ordeal.broker.compose;
