/**
 * Long columns in little memory: what an index of millions of records is made of. Knows nothing of histories or logs but that values are
 * packed. Depends on no other package but {@code history}, for that packing. For one thread: also a read may move a column's window.
 */
@NullMarked
package ordeal.checker.compact;

import org.jspecify.annotations.NullMarked;
