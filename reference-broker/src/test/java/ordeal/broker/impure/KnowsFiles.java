package ordeal.broker.impure;

import java.nio.file.Path;

/** Knows files. */
public final class KnowsFiles {
    private KnowsFiles() {}

    static Path same(Path path) {
        return path;
    }
}
