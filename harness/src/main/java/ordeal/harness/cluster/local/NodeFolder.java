package ordeal.harness.cluster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ordeal.harness.system.Launch;

/**
 * Where one node lives while it runs.
 *
 * @param path its folder; {@code data}, {@code logs}, {@code journal}, {@code console.log}, {@code hosts} and its configuration lie in it
 */
record NodeFolder(Path path) {
    Path data() {
        return path.resolve("data");
    }

    Path logs() {
        return path.resolve("logs");
    }

    /** Where a broker that keeps a protocol journal writes it; no such folder for others. */
    Path journal() {
        return path.resolve("journal");
    }

    Path console() {
        return path.resolve("console.log");
    }

    Path hosts() {
        return path.resolve("hosts");
    }

    /** Makes the folder and writes everything a start needs. Data of an earlier start stays. */
    void prepare(Launch launch, String hosts) throws IOException {
        Files.createDirectories(data());
        Files.createDirectories(logs());
        Files.writeString(hosts(), hosts);
        for (Map.Entry<String, String> file : launch.files().entrySet()) {
            Files.writeString(path.resolve(file.getKey()), filled(file.getValue()));
        }
    }

    List<String> filled(List<String> texts) {
        return texts.stream().map(this::filled).toList();
    }

    private String filled(String text) {
        return text.replace("${dir}", path.toAbsolutePath().toString());
    }
}
