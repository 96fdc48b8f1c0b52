package ordeal.harness.run;

/** Sees to it that something is done when the process is told to end (Ctrl-C, SIGTERM) while a block of code runs. */
final class ExitHook implements AutoCloseable {
    private final Thread hook;

    ExitHook(Runnable action) {
        this.hook = new Thread(action, "ordeal-exit");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending, and the hook is doing its work.
        }
    }
}
