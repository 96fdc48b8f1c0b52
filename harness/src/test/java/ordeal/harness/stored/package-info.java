/** Stored runs of the planted bugs, and what the judge makes of them. */
@NullMarked
package ordeal.harness.stored;

import org.jspecify.annotations.NullMarked;
