package ordeal.harness.cluster.docker.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ordeal.nemesis.port.InjectionException;

/** Does the same with several things at once, each on a thread of its own. */
final class SideBySide {
    private SideBySide() {}

    /**
     * Returns each one's result, in their order, when all are done.
     *
     * @throws InjectionException when one or more threw; the messages of all
     */
    static <T, R> List<R> each(Collection<T> things, Deed<T, R> deed) throws InterruptedException {
        List<Callable<R>> calls = new ArrayList<>();
        things.forEach(thing -> calls.add(() -> deed.perform(thing)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<R> results = new ArrayList<>();
            List<Throwable> failures = new ArrayList<>();
            for (Future<R> done : threads.invokeAll(calls)) {
                try {
                    results.add(done.get());
                } catch (ExecutionException e) {
                    failures.add(e.getCause() == null ? e : e.getCause());
                }
            }
            if (!failures.isEmpty()) {
                throw together(failures);
            }
            return results;
        }
    }

    private static InjectionException together(List<Throwable> failures) {
        InjectionException together = new InjectionException(
                String.join("; ", failures.stream().map(SideBySide::message).toList()), failures.getFirst());
        failures.stream().skip(1).forEach(together::addSuppressed);
        return together;
    }

    private static String message(Throwable failure) {
        return failure instanceof InjectionException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.toString();
    }

    /** What is done with each. */
    @FunctionalInterface
    interface Deed<T, R> {
        R perform(T thing) throws InterruptedException;
    }
}
