/**
 * The protocol journal as JSON lines in a file.
 *
 * <p>May depend on: {@code journal}, {@code port}, {@code log.StorageException}, Jackson, files. Threading: the event loop; a write is one
 * system call, without a sync.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.journal.file;
