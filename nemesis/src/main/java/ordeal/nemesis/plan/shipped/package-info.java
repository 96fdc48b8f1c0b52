/**
 * Directed plans that come with the harness: each loses records when a setting is wrong, and must lose none when it is
 * right.
 *
 * <p>May depend on: {@code ordeal.nemesis.plan}, {@code ordeal.nemesis.fault}, {@code ordeal.nemesis.target}. Pure.
 * Threading: immutable data.
 */
@org.jspecify.annotations.NullMarked
package ordeal.nemesis.plan.shipped;
