/** Benchmarks. Each class starts its own processes when it is run as a test by name, which no ordinary build does. */
@NullMarked
package ordeal.benchmark;

import org.jspecify.annotations.NullMarked;
