/** Tests of the request handlers. */
@org.jspecify.annotations.NullMarked
package ordeal.broker.request;
