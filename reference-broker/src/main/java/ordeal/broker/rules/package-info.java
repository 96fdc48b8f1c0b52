/**
 * The decisions of the protocol, each a pure function in a class named after the rule: no state, no effects. All of them stand
 * behind {@link ordeal.broker.rules.ReplicationRules}, so that a planted bug is one class that overrides some of them.
 *
 * <p>May depend on: {@code coordination}'s values, the JDK. Threading: pure functions.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.rules;
