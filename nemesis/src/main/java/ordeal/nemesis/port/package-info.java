/**
 * What the nemesis needs from a cluster. A deployment (local processes, containers, a simulator) implements these
 * interfaces.
 *
 * <p>May depend on: the JDK alone. Threading: every method is called by the nemesis's one thread and may block for a moment (hundreds of
 * milliseconds, not seconds: heals of other faults wait meanwhile). An {@code InterruptedException} means that the run is being stopped;
 * the nemesis then calls again to heal.
 */
@org.jspecify.annotations.NullMarked
package ordeal.nemesis.port;
