/** Classes that break the rules of the architecture, one by one, so that each rule can be shown to notice. Nothing uses them. */
@org.jspecify.annotations.NullMarked
package ordeal.broker.impure;
