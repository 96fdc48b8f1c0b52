package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.port.EventLoop.Timer;

/**
 * One term of this broker as controller: what it knows, what it writes with, whom it speaks to. All of it begins with the election and
 * ends with the term, so nothing of one term is left in the next.
 */
final class ControllerTerm {
    private final ControllerEnvironment environment;
    private final PatientSession session;
    private final Events events;
    private final int epoch;
    private final int epochVersion;
    private final ClusterView view = new ClusterView();
    private final GuardedWrites writes;
    private final StateWriter states;
    private final ControlChannels channels;
    private final ControlMessages messages;
    private final WaitingAnswers waitingAnswers;
    private final List<Timer> timers = new ArrayList<>();

    /** The way from a term into the controller's queue of events; nothing arrives there once the term is over. */
    interface Events {
        /** Queues an event. */
        void add(String name, Supplier<CompletableFuture<Void>> handler);

        /** Watches a znode; a change of it is an event. Completes when the watch is set. */
        CompletableFuture<Void> watch(String path);
    }

    /**
     * A term that was won.
     *
     * @param epochVersion the data version of {@code /controller_epoch} that fences its writes
     */
    ControllerTerm(
            ControllerEnvironment environment, PatientSession session, Events events, int epoch, int epochVersion) {
        this.environment = environment;
        this.session = session;
        this.events = events;
        this.epoch = epoch;
        this.epochVersion = epochVersion;
        this.writes = new GuardedWrites(session, environment.rules(), epochVersion);
        this.states = new StateWriter(session, writes, view, environment.journal(), epoch);
        this.channels = new ControlChannels(environment);
        this.messages = new ControlMessages(view, environment.config().brokerId(), epoch);
        this.waitingAnswers = new WaitingAnswers(environment.loop());
    }

    ControllerEnvironment environment() {
        return environment;
    }

    PatientSession session() {
        return session;
    }

    Events events() {
        return events;
    }

    int epoch() {
        return epoch;
    }

    int epochVersion() {
        return epochVersion;
    }

    ClusterView view() {
        return view;
    }

    GuardedWrites writes() {
        return writes;
    }

    StateWriter states() {
        return states;
    }

    ControlChannels channels() {
        return channels;
    }

    WaitingAnswers waitingAnswers() {
        return waitingAnswers;
    }

    TopicSettings settings(String topic) {
        return environment.topicConfigs().settings(topic);
    }

    /** An empty batch of requests to brokers. */
    ControlBatch batch() {
        return new ControlBatch(messages, view, channels);
    }

    /** Runs a task after a delay, unless the term is over. */
    void after(long delayMs, Runnable task) {
        timers.add(environment.loop().schedule(delayMs, task));
    }

    /** The term is over. */
    void end() {
        channels.closeAll();
        timers.forEach(Timer::cancel);
        waitingAnswers.end();
    }
}
