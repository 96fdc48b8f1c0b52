/** Tests of leaders and followers on one stepped loop. */
@org.jspecify.annotations.NullMarked
package ordeal.broker.replication;
