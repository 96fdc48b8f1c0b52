package ordeal.harness.cluster.docker.disk;

/**
 * A file that the kernel shows as a disk.
 *
 * @param path its path below {@code /dev}
 * @param numbers its major and minor number, such as {@code 7:3}
 */
record LoopDevice(String path, String numbers) {
    private static final String FOLDER = "/dev/";

    /** The device's name, such as {@code loop3}. */
    String name() {
        return path.substring(FOLDER.length());
    }
}
