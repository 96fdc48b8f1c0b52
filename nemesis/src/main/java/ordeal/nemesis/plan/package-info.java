/**
 * Plans: which faults a run injects, and when. A random plan is a pure function of a seed and the cluster's shape; a directed plan is
 * written down, its steps fired by what can be seen from outside. Both are data and travel as JSON.
 *
 * <p>May depend on: {@code ordeal.nemesis.fault}, {@code ordeal.nemesis.target}, {@code ordeal.nemesis.port} (its data), Jackson. Pure: no
 * clock, no threads, no files, all randomness from the seed. Threading: immutable data and stateless functions.
 */
@org.jspecify.annotations.NullMarked
package ordeal.nemesis.plan;
