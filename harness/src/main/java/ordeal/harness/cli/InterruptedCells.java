package ordeal.harness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.local.LocalCluster;
import ordeal.harness.suite.SuiteException;
import ordeal.harness.suite.SuiteFolder;
import ordeal.harness.suite.SuiteState;
import org.apache.commons.io.file.PathUtils;

/** What cells left in a suite's folder that were interrupted: runs that were cut short, of which no verdict says anything. */
final class InterruptedCells {
    private InterruptedCells() {}

    /**
     * Removes their run folders, and ends what may still run there.
     *
     * @return what was removed, in words
     * @throws SuiteException when such a cell has not ended yet; nothing was removed then
     */
    static List<String> remove(SuiteFolder folder, SuiteState state)
            throws IOException, ClusterException, SuiteException {
        List<Path> left = folder.runsOfNoAttempt(state);
        for (Path run : left) {
            if (LocalCluster.isInUse(run)) {
                throw new SuiteException(
                        "The cell that was interrupted is still ending its cluster in %s. Go on in half a minute."
                                .formatted(run));
            }
        }
        LocalCluster.endLeftovers(folder.runs());
        List<String> removed = new ArrayList<>();
        for (Path run : left) {
            PathUtils.deleteDirectory(run);
            removed.add("removed what an interrupted cell had left: " + run.getFileName());
        }
        return removed;
    }
}
