@org.jspecify.annotations.NullMarked
package ordeal.broker.impure.one;
