package ordeal.harness.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file so that whoever reads it, also after a kill, finds the text of before or the new one and nothing between. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes the file, all or nothing; another one with {@code .new} after its name is there meanwhile. */
    public static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
