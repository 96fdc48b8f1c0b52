package ordeal.harness.cluster.docker.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/** A SHA-256 over texts and files, each with its length, so that nothing can pass from one into the next unnoticed. */
final class ContentHash {
    private static final int SHORT_DIGITS = 16;

    private final MessageDigest digest;

    ContentHash() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    ContentHash text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        length(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** Names and contents of files, and whether they can be run. */
    ContentHash files(SortedMap<String, Path> files) throws IOException {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            text(file.getKey());
            text(Files.isExecutable(file.getValue()) ? "x" : "-");
            length(Files.size(file.getValue()));
            try (InputStream in = Files.newInputStream(file.getValue())) {
                in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            }
        }
        return this;
    }

    /** The first digits of the sum, in lower-case hexadecimal. Ends the sum. */
    String digits() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, SHORT_DIGITS);
    }

    private void length(long length) {
        digest.update((length + ":").getBytes(StandardCharsets.US_ASCII));
    }
}
