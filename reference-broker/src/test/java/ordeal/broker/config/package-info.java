/** Tests of the configuration. */
@org.jspecify.annotations.NullMarked
package ordeal.broker.config;
