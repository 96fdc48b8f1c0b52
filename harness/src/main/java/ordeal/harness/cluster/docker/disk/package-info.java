/**
 * The disks of brokers in containers: a file system of its own on a loop device for each, which loses power, fills up, fails, slows down
 * and rots.
 *
 * <p>May depend on: {@code ordeal.nemesis.port}. Containers and volumes are made through {@code DiskEngine}. Threading: one thread at
 * a time.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.cluster.docker.disk;
