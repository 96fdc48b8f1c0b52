package ordeal.harness.program;

import java.io.IOException;
import java.nio.file.Path;

/** This program was built anew while it ran, so that what it starts from now on is another one. */
public final class ProgramChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** A file of it is not what it was. */
    ProgramChangedException(Path changed) {
        super("The program was built anew meanwhile (" + changed
                + " changed), and runs of two programs prove nothing together. Start the command again.");
    }
}
