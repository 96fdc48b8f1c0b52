/**
 * The command line: one class for each command, each with complete help. Commands parse, call the package that does the work, print, and
 * return an exit code.
 *
 * <p>May depend on: every package of the harness, picocli. Threading: the main thread.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.cli;
