package ordeal.harness.cluster.local;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import ordeal.harness.cluster.RunningNode;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Receipt;

/**
 * A node that runs as a child of this process.
 *
 * @param process the child
 */
record ChildProcess(Process process) implements RunningNode {
    private static final long STATE_TIMEOUT_MS = 1_000;
    private static final long POLL_MS = 20;

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void terminate() {
        process.destroy();
    }

    @Override
    public boolean awaitEnd(long timeoutMs) throws InterruptedException {
        return process.waitFor(timeoutMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public int exitCode() {
        return process.isAlive() ? LIVES : process.exitValue();
    }

    @Override
    public Receipt pause() throws InterruptedException {
        signal("STOP");
        if (!awaitStopped(true)) {
            throw new InjectionException(words() + " did not stop");
        }
        return new Receipt(words() + " is in state T");
    }

    @Override
    public void resume() throws InterruptedException {
        if (!process.isAlive()) {
            return;
        }
        signal("CONT");
        if (!awaitStopped(false)) {
            throw new InjectionException(words() + " did not continue");
        }
    }

    @Override
    public String words() {
        return "process " + process.pid();
    }

    private void signal(String name) throws InterruptedException {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .redirectErrorStream(true)
                    .start();
            if (kill.waitFor() != 0) {
                throw new InjectionException("SIG" + name + " could not be sent to " + words());
            }
        } catch (IOException e) {
            throw new InjectionException("SIG" + name + " could not be sent to " + words(), e);
        }
    }

    private boolean awaitStopped(boolean stopped) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STATE_TIMEOUT_MS);
        while (ProcessStatus.of(process.pid()).map(ProcessStatus::isStopped).orElse(false) != stopped) {
            if (System.nanoTime() - deadlineNanos > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return true;
    }
}
