package ordeal.harness.run;

import java.nio.file.Path;
import ordeal.checker.history.Phase;

/** Told of a run as it goes on, from the run's thread and, of its status, from a thread beside it. */
public interface RunListener {
    /** Something worth a line happened. */
    void message(String text);

    /** The run folder exists; everything goes there. */
    void folder(Path folder);

    /** A phase began. */
    void phase(Phase phase);

    /** How the run stands. Called about five times a second. */
    void status(RunStatus status);
}
