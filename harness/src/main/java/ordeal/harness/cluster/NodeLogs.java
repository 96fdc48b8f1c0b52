package ordeal.harness.cluster;

import java.io.IOException;
import java.io.InputStream;

/** What one node has printed and written down so far, read from outside while it runs, is paused or is dead. */
public interface NodeLogs {
    /** What a node printed, as a log beside its log files. */
    String CONSOLE = "console.log";

    /** The log file of a node that tells of everything. */
    String MAIN = "server.log";

    /** Takes one log. */
    @FunctionalInterface
    interface Visitor {
        /**
         * A log.
         *
         * @param name {@link #CONSOLE}, or the name of a log file
         * @param content what is in it; read before this returns, and not closed
         */
        void log(String name, InputStream content) throws IOException;
    }

    /**
     * Shows every log: {@link #CONSOLE} first, then each log file by name.
     *
     * @throws ClusterException when the node is not where it was
     */
    void visit(Visitor visitor) throws ClusterException, IOException, InterruptedException;

    /**
     * What {@link #MAIN} holds behind a position; empty while there is nothing.
     *
     * @param position in bytes from its beginning
     * @throws ClusterException when the node is not where it was
     */
    byte[] mainFrom(long position) throws ClusterException, IOException;
}
