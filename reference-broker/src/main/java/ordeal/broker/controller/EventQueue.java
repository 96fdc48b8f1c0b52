package ordeal.broker.controller;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.port.EventLoop;

/**
 * The controller's events, handled one at a time: the next one begins when the one before has ended, and the event loop goes on
 * serving meanwhile. An event that only says "look again" is queued once, however often it is reported while it waits.
 */
final class EventQueue {
    private final EventLoop loop;
    private final Outcome outcome;
    private final Queue<Event> waiting = new ArrayDeque<>();
    private long generation;
    private boolean running;

    /** What is told of every event that has ended. */
    interface Outcome {
        /** It was handled. */
        void ended();

        /** It failed. */
        void failed(String event, Throwable reason);
    }

    private record Event(String name, boolean once, Supplier<CompletableFuture<Void>> handler) {}

    EventQueue(EventLoop loop, Outcome outcome) {
        this.loop = loop;
        this.outcome = outcome;
    }

    /** Adds an event. */
    void add(String name, Supplier<CompletableFuture<Void>> handler) {
        waiting.add(new Event(name, false, handler));
        start();
    }

    /** Adds an event unless one of that name waits already. */
    void addOnce(String name, Supplier<CompletableFuture<Void>> handler) {
        if (waiting.stream().noneMatch(event -> event.once() && event.name().equals(name))) {
            waiting.add(new Event(name, true, handler));
            start();
        }
    }

    /** Drops everything that waits; the one being handled is never heard of again. */
    void clear() {
        waiting.clear();
        generation++;
        running = false;
    }

    private void start() {
        if (!running && !waiting.isEmpty()) {
            running = true;
            long begun = generation;
            loop.execute(() -> {
                if (begun == generation) {
                    handle(waiting.remove(), begun);
                }
            });
        }
    }

    private void handle(Event event, long begun) {
        CompletableFuture<Void> handled;
        try {
            handled = event.handler().get();
        } catch (RuntimeException e) {
            handled = CompletableFuture.failedFuture(e);
        }
        var _ = handled.whenComplete((_, failed) -> {
            if (begun != generation) {
                return;
            }
            running = false;
            if (failed == null) {
                outcome.ended();
            } else {
                outcome.failed(event.name(), PatientSession.cause(failed));
            }
            start();
        });
    }
}
