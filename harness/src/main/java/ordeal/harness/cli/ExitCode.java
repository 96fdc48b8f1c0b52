package ordeal.harness.cli;

/** The process exit codes; a verdict has its own, see {@link ordeal.checker.verdict.Verdict#exitCode}. */
final class ExitCode {
    static final int OK = 0;
    /** The command line was wrong. */
    static final int USAGE = 64;
    /** The command could not be carried out. */
    static final int COULD_NOT_RUN = 70;

    private ExitCode() {}
}
