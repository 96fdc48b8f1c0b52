/**
 * The nemesis at work: carries out a plan against a cluster through the ports, keeps the budget, asks for receipts, writes the journal, and
 * heals everything at the end, whatever happened.
 *
 * <p>May depend on: the other packages of this module, SLF4J. Time and waiting come from {@code NemesisClock} alone. Threading: one thread
 * runs a {@code NemesisRunner}; {@code NemesisRunner.current()} may be called by any.
 */
@org.jspecify.annotations.NullMarked
package ordeal.nemesis.run;
