/**
 * Directed plans that come with the harness: those that provoke a planted bug, and those that lose records when a setting is wrong, and must
 * lose none when it is right.
 *
 * <p>May depend on: {@code ordeal.nemesis.plan}, {@code ordeal.nemesis.fault}, {@code ordeal.nemesis.target}, {@code ordeal.nemesis.port}.
 * Pure. Threading: immutable data.
 */
@org.jspecify.annotations.NullMarked
package ordeal.nemesis.plan.shipped;
