package ordeal.broker.log.file;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import ordeal.broker.log.StorageException;
import ordeal.broker.port.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that waits for the disk. It does what it is given in order and reports each end to the event loop. After a failure
 * it does and reports nothing more: the loop is told once, by a task that throws.
 */
final class SyncThread implements AutoCloseable {
    private final EventLoop loop;
    private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    /** Touched by the thread only. */
    private @Nullable StorageException failure;

    SyncThread(EventLoop loop, String name) {
        this.loop = loop;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    SyncThread start() {
        thread.start();
        return this;
    }

    private sealed interface Job {
        record Task(String what, DiskAction action, Runnable done) implements Job {}

        record Awaited(String what, DiskAction action, CompletableFuture<@Nullable Void> ended) implements Job {}

        record Last() implements Job {}
    }

    /**
     * Hands over a job.
     *
     * @param what in words, as in "could not ..."
     * @param done called on the event loop when it has ended well
     */
    void submit(String what, DiskAction action, Runnable done) {
        queue.add(new Job.Task(what, action, done));
    }

    /** Hands over a job and waits for it. */
    void await(String what, DiskAction action) {
        CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
        queue.add(new Job.Awaited(what, action, ended));
        try {
            ended.join();
        } catch (CompletionException e) {
            throw new StorageException("could not " + what, e);
        }
    }

    private void run() {
        try {
            while (carriesOut(queue.take())) {
                // The next one.
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean carriesOut(Job job) {
        return switch (job) {
            case Job.Task task -> {
                if (failure == null && endsWell(task.what(), task.action())) {
                    loop.execute(task.done());
                }
                yield true;
            }
            case Job.Awaited awaited -> {
                answer(awaited);
                yield true;
            }
            case Job.Last _ -> false;
        };
    }

    private void answer(Job.Awaited job) {
        if (failure == null && endsWell(job.what(), job.action())) {
            job.ended().complete(null);
        } else {
            job.ended().completeExceptionally(new StorageException("could not " + job.what()));
        }
    }

    private boolean endsWell(String what, DiskAction action) {
        try {
            action.run();
            return true;
        } catch (IOException | RuntimeException e) {
            StorageException failed = new StorageException("could not " + what, e);
            failure = failed;
            loop.execute(() -> {
                throw failed;
            });
            return false;
        }
    }

    /** Ends after what was handed over; waits for it. */
    @Override
    public void close() {
        queue.add(new Job.Last());
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
