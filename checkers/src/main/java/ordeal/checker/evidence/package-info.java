/**
 * The run folder as a checker sees it: its files and their names, and the {@code Evidence} loaded from them.
 *
 * <p>May depend on: the models of this module ({@code run}, {@code history}, {@code zookeeper}, {@code replica}, {@code journal}; with this
 * package they are what other packages call the evidence models), Jackson, {@code java.nio.file}. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.evidence;
