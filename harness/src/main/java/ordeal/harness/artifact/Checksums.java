package ordeal.harness.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * SHA-256 of every file in a folder, in the format of {@code sha256sum}: so a person can check the folder as well.
 *
 * @param byFile file name to lower-case hexadecimal digest
 */
record Checksums(SortedMap<String, String> byFile) {

    /** The digests of the jars that lie in a folder now. */
    static Checksums of(Path folder) throws IOException {
        SortedMap<String, String> byFile = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jar")).toList()) {
                byFile.put(file.getFileName().toString(), digest(file));
            }
        }
        return new Checksums(byFile);
    }

    /** The digests that a manifest lists. */
    static Checksums read(Path manifest) throws IOException {
        SortedMap<String, String> byFile = new TreeMap<>();
        for (String line : Files.readAllLines(manifest)) {
            int separator = line.indexOf("  ");
            if (separator > 0) {
                byFile.put(line.substring(separator + 2), line.substring(0, separator));
            }
        }
        return new Checksums(byFile);
    }

    void write(Path manifest) throws IOException {
        Files.write(
                manifest,
                byFile.entrySet().stream()
                        .map(entry -> entry.getValue() + "  " + entry.getKey())
                        .toList());
    }

    /** What differs from these digests in a folder: missing, altered and unknown files, in words. */
    List<String> differencesIn(Path folder) throws IOException {
        SortedMap<String, String> found = of(folder).byFile();
        List<String> differences = new ArrayList<>();
        byFile.forEach((file, digest) -> {
            String actual = found.get(file);
            if (actual == null) {
                differences.add(file + " is missing");
            } else if (!actual.equals(digest)) {
                differences.add(file + " was altered");
            }
        });
        found.keySet().stream()
                .filter(file -> !byFile.containsKey(file))
                .forEach(file -> differences.add(file + " does not belong there"));
        return differences;
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException("every JDK has SHA-256", e));
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
