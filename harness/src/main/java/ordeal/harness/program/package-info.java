/**
 * This program as a process: how it is started again, and how it ends with whoever started it.
 *
 * <p>May depend on: nothing of the project. Threading: {@link ordeal.harness.program.ParentWatch} has a thread of its own.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.program;
