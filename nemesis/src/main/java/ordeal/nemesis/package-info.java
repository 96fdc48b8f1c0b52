/**
 * The nemesis: what goes wrong in a run, and when. Faults are data, plans are pure functions of a seed, and the runner injects them through
 * small ports that a deployment implements.
 *
 * <p>May depend on: Jackson (plan files), SLF4J. Never on another module of this project. Threading: one thread, the
 * nemesis's own; what other threads may call says so.
 */
@org.jspecify.annotations.NullMarked
package ordeal.nemesis;
