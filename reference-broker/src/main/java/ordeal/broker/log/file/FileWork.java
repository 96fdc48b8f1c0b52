package ordeal.broker.log.file;

import ordeal.broker.port.EventLoop;

/** Work on files that the event loop does not wait for. */
record FileWork(EventLoop loop, SyncThread thread) {
    /** After everything handed over before. */
    void soon(String what, DiskAction action) {
        thread.submit(what, action, () -> {});
    }

    /** As {@link #soon(String, DiskAction)}; reports its end to the event loop. */
    void soon(String what, DiskAction action, Runnable done) {
        thread.submit(what, action, done);
    }

    /** After a delay. What has not been done when the broker stops is done at its next start. */
    void later(long delayMs, String what, DiskAction action) {
        loop.schedule(delayMs, () -> soon(what, action));
    }
}
