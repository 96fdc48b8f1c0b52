package ordeal.harness.cluster.docker.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image that is made by putting files on top of another one.
 *
 * @param repository the first half of its name
 * @param below the image it is made from, as the engine knows it
 * @param belowContent stands for the content of that image
 * @param dockerfile how it is made; the image below is its argument {@code BELOW}
 * @param files what the Dockerfile copies, by the name under which it finds it
 * @param filesContent stands for the content of the files
 */
record ImageStep(
        String repository,
        String below,
        String belowContent,
        String dockerfile,
        SortedMap<String, Path> files,
        String filesContent) {
    private static final int FILE_MODE = 0100644;
    private static final int EXECUTABLE_MODE = 0100755;

    ImageStep {
        files = Collections.unmodifiableSortedMap(files);
    }

    /** On top of another step. */
    static ImageStep on(ImageStep below, String repository, String dockerfile, SortedMap<String, Path> files)
            throws IOException {
        return new ImageStep(
                repository,
                below.tag(),
                below.tag(),
                dockerfile,
                files,
                new ContentHash().files(files).digits());
    }

    /** The image's name. Equal content has equal names, so an image that is there need not be made again. */
    String tag() {
        String content = new ContentHash()
                .text(belowContent)
                .text(dockerfile)
                .text(filesContent)
                .digits();
        return repository + ":" + content;
    }

    /** Writes what the engine's builder is given: a tar archive of the Dockerfile and the files. */
    void writeContext(OutputStream out) throws IOException {
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new BufferedOutputStream(out), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            byte[] dockerfileBytes = dockerfile.getBytes(StandardCharsets.UTF_8);
            tar.putArchiveEntry(entry("Dockerfile", FILE_MODE, dockerfileBytes.length));
            tar.write(dockerfileBytes);
            tar.closeArchiveEntry();
            for (Map.Entry<String, Path> file : files.entrySet()) {
                Path path = file.getValue();
                tar.putArchiveEntry(
                        entry(file.getKey(), Files.isExecutable(path) ? EXECUTABLE_MODE : FILE_MODE, Files.size(path)));
                Files.copy(path, tar);
                tar.closeArchiveEntry();
            }
        }
    }

    /** All files below a folder, links followed, by their path in it behind a prefix such as {@code runtime/}. */
    static SortedMap<String, Path> filesBelow(Path folder, String prefix) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile).forEach(path -> files.put(prefix + folder.relativize(path), path));
        }
        return files;
    }

    private static TarArchiveEntry entry(String name, int mode, long sizeBytes) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setSize(sizeBytes);
        entry.setModTime(0);
        return entry;
    }
}
