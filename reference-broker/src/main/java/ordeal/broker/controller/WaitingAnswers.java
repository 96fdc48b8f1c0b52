package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoop.Timer;
import org.jspecify.annotations.Nullable;

/** Answers that wait until something has come true, or for their time to run out. They are looked at after every event. */
final class WaitingAnswers {
    private final EventLoop loop;
    private final List<Waiting> waiting = new ArrayList<>();

    private static final class Waiting {
        private final BooleanSupplier done;
        private final Runnable answer;
        private @Nullable Timer timeout;

        private Waiting(BooleanSupplier done, Runnable answer) {
            this.done = done;
            this.answer = answer;
        }
    }

    WaitingAnswers(EventLoop loop) {
        this.loop = loop;
    }

    /** Answers when the condition holds, at the latest after the time; at once when either is so now. */
    void await(BooleanSupplier done, long atMostMs, Runnable answer) {
        if (atMostMs <= 0 || done.getAsBoolean()) {
            answer.run();
            return;
        }
        Waiting added = new Waiting(done, answer);
        added.timeout = loop.schedule(atMostMs, () -> {
            waiting.remove(added);
            answer.run();
        });
        waiting.add(added);
    }

    /** Answers what can be answered now. */
    void look() {
        for (Waiting candidate : List.copyOf(waiting)) {
            if (candidate.done.getAsBoolean()) {
                cancel(candidate);
                waiting.remove(candidate);
                candidate.answer.run();
            }
        }
    }

    /** Nothing will be answered any more. */
    void end() {
        waiting.forEach(WaitingAnswers::cancel);
        waiting.clear();
    }

    private static void cancel(Waiting answer) {
        if (answer.timeout != null) {
            answer.timeout.cancel();
        }
    }
}
