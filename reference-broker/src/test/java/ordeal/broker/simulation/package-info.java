@org.jspecify.annotations.NullMarked
package ordeal.broker.simulation;
