package ordeal.harness.cluster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    Path journal() {
        return path.resolve("journal");
    }

    Path console() {
        return path.resolve("console.log");
    }

    Path hosts() {
        return path.resolve("hosts");
    }

    /** Makes the folder and writes everything that a start in it needs. Data of an earlier start stays. */
    void prepare(Launch launch, String hosts) throws IOException {
        Files.createDirectories(data());
        Files.createDirectories(logs());
        Files.writeString(hosts(), hosts);
        for (Map.Entry<String, String> file : launch.files().entrySet()) {
            Files.writeString(path.resolve(file.getKey()), file.getValue());
        }
    }
}
