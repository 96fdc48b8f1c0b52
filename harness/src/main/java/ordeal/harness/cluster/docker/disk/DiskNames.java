package ordeal.harness.cluster.docker.disk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ordeal.nemesis.port.Node;

/**
 * How the disks of a run are called.
 *
 * @param run the run's name on this engine: letters, digits, dots, hyphens and underscores
 */
public record DiskNames(String run) {
    private static final String PREFIX = "ordeal-";
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Pattern IMAGE = Pattern.compile("/ordeal-(.+)-broker-\\d+\\.img(?: \\(deleted\\))?$");

    public DiskNames {
        if (!RUN.matcher(run).matches()) {
            throw new IllegalArgumentException("not a name for containers: '" + run + "'");
        }
    }

    /** The run whose broker's disk an image is, by the image's path as the kernel shows it; empty for any other file. */
    public static Optional<String> runOfImage(String path) {
        Matcher image = IMAGE.matcher(path);
        return image.find() ? Optional.of(image.group(1)) : Optional.empty();
    }

    /** The container in which disks are made. */
    public String workshop() {
        return name("workshop");
    }

    /** The volume in which the images of disks lie. */
    public String images() {
        return name("images");
    }

    /** The volume of the files that nodes read their clocks from; every node mounts it. */
    public String clocks() {
        return name("clocks");
    }

    /** The volume that is a broker's disk. */
    public String data(int broker) {
        return name("data-" + Node.broker(broker));
    }

    /** The container that keeps a broker's disk mounted. */
    public String keeper(int broker) {
        return name("keeper-" + Node.broker(broker));
    }

    /** The image of a broker's disk, as the workshop sees it. */
    String image(int broker) {
        return DiskKeeper.IMAGES + "/" + name(Node.broker(broker) + ".img");
    }

    private String name(String what) {
        return PREFIX + run + "-" + what;
    }
}
