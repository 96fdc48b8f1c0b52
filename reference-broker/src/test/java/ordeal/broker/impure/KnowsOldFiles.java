package ordeal.broker.impure;

import java.io.File;

/** Knows files by their older name. */
public final class KnowsOldFiles {
    private KnowsOldFiles() {}

    static File same(File file) {
        return file;
    }
}
