package ordeal.harness.cluster.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shell scripts that come with the harness, written where a shell can read them. */
final class Scripts {
    private Scripts() {}

    /** Writes a script into a folder and returns where it lies. */
    static Path write(String name, Path folder) throws IOException {
        try (InputStream in = Scripts.class.getResourceAsStream("/ordeal/" + name)) {
            if (in == null) {
                throw new IOException("the script " + name + " is not on the class path");
            }
            Path script = folder.resolve(name);
            Files.write(script, in.readAllBytes());
            return script;
        }
    }
}
