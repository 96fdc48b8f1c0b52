package ordeal.broker.controller;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import ordeal.broker.controller.ControllerElection.Won;
import ordeal.broker.coordination.CoordinationException;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.MembershipListener;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.coordination.Znode;
import ordeal.broker.coordination.ZnodePaths;
import ordeal.broker.journal.JournalEntry;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.message.ControlledShutdownRequestData;
import org.apache.kafka.common.message.ControlledShutdownResponseData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This broker as controller, or as one that waits to be it. It runs for election when this broker has registered and whenever there is
 * no controller; a term ends when another controller was elected, when {@code /controller} is gone, or with the session.
 *
 * <p>Events are handled one at a time ({@link EventQueue}). What belongs to a term lives in its {@link ControllerTerm} and ends with
 * it. When the session expires all waiting events are dropped first, so that nothing of the old session is done in the next.
 */
public final class Controller implements ControllerApi, MembershipListener {
    private static final Logger log = LoggerFactory.getLogger(Controller.class);

    /** Between a failure that nobody expected and the next attempt. */
    private static final long PAUSE_MS = 500;

    private final ControllerEnvironment environment;
    private final EventQueue queue;
    private final Map<String, CompletableFuture<Void>> watches = new LinkedHashMap<>();
    private final Map<Long, Runnable> unanswered = new LinkedHashMap<>();
    private @Nullable PatientSession session;
    private @Nullable ActiveController active;
    private long requestCount;

    /** A controller that waits for this broker to be registered; it must listen to the membership. */
    public Controller(ControllerEnvironment environment) {
        this.environment = environment;
        this.queue = new EventQueue(environment.loop(), new EventQueue.Outcome() {
            @Override
            public void ended() {
                if (active != null) {
                    active.term().waitingAnswers().look();
                }
            }

            @Override
            public void failed(String event, Throwable reason) {
                onFailure(event, reason);
            }
        });
        environment.topicConfigs().listen(this::onTopicSettings);
    }

    @Override
    public boolean active() {
        return active != null;
    }

    @Override
    public CompletableFuture<AlterPartitionResponseData> alterPartition(
            AlterPartitionRequestData request, short version) {
        return answer(
                "AlterPartition",
                Refusals::alterPartition,
                (controller, answer) -> controller.isrChanges().handle(request, version, answer));
    }

    @Override
    public CompletableFuture<ControlledShutdownResponseData> controlledShutdown(
            ControlledShutdownRequestData request, short version) {
        return answer(
                "ControlledShutdown",
                Refusals::controlledShutdown,
                (controller, answer) -> controller.shutdowns().handle(request, answer));
    }

    @Override
    public CompletableFuture<CreateTopicsResponseData> createTopics(CreateTopicsRequestData request, short version) {
        return answer(
                "CreateTopics",
                () -> Refusals.createTopics(request),
                (controller, answer) -> controller.creation().handle(request, answer));
    }

    @Override
    public CompletableFuture<DeleteTopicsResponseData> deleteTopics(DeleteTopicsRequestData request, short version) {
        return answer(
                "DeleteTopics",
                () -> Refusals.deleteTopics(request),
                (controller, answer) -> controller.deletionRequests().handle(request, version, answer));
    }

    @Override
    public CompletableFuture<ElectLeadersResponseData> electLeaders(ElectLeadersRequestData request, short version) {
        return answer(
                "ElectLeaders",
                () -> Refusals.electLeaders(request, version),
                (controller, answer) -> controller.adminElections().handle(request, answer));
    }

    @Override
    public void onRegistered(PatientSession registeredIn, long brokerEpoch) {
        session = registeredIn;
        queue.addOnce(
                "election", () -> watch(registeredIn, ZnodePaths.CONTROLLER).thenCompose(_ -> look(registeredIn)));
    }

    @Override
    public void onExpired() {
        queue.clear();
        watches.clear();
        resign("the session is over");
        session = null;
    }

    /** Looks who is controller; runs for it when nobody is, resigns when it is somebody else. */
    private CompletableFuture<Void> look(PatientSession current) {
        return current.find(ZnodePaths.CONTROLLER).thenCompose(found -> {
            if (found.isEmpty()) {
                resign("/controller is gone");
                return elect(current);
            }
            return isMine(found.get(), current) ? onOwnZnode(current) : onOther();
        });
    }

    private static boolean isMine(Znode controller, PatientSession current) {
        return controller.stat().ephemeralOwner() == current.id();
    }

    /** The znode of a term that did not come to anything must go, or there would be no controller. */
    private CompletableFuture<Void> onOwnZnode(PatientSession current) {
        if (active != null) {
            return CompletableFuture.completedFuture(null);
        }
        log.warn("this broker is named as controller and is not: giving it up");
        return current.delete(ZnodePaths.CONTROLLER, Operation.ANY_VERSION);
    }

    private CompletableFuture<Void> onOther() {
        resign("another controller was elected");
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> elect(PatientSession current) {
        return new ControllerElection(
                        current,
                        environment.loop(),
                        environment.rules(),
                        environment.config().brokerId())
                .run()
                .thenCompose(
                        won -> won.isPresent() ? begin(current, won.get()) : CompletableFuture.completedFuture(null));
    }

    private CompletableFuture<Void> begin(PatientSession current, Won won) {
        log.info("broker {} is controller in epoch {}", environment.config().brokerId(), won.epoch());
        environment.journal().record(new JournalEntry.Elected(won.epoch(), won.epochVersion()));
        ActiveController begun = new ActiveController(environment, current, won, this::watchForTerm, this::addForTerm);
        active = begun;
        return begun.failover();
    }

    private void resign(String reason) {
        ActiveController ended = active;
        if (ended != null) {
            active = null;
            ended.term().end();
            log.info(
                    "broker {} is no longer controller in epoch {}: {}",
                    environment.config().brokerId(),
                    ended.term().epoch(),
                    reason);
            environment.journal().record(new JournalEntry.Resigned(ended.term().epoch(), reason));
            List<Runnable> refusals = List.copyOf(unanswered.values());
            unanswered.clear();
            refusals.forEach(Runnable::run);
        }
    }

    private void onFailure(String event, Throwable reason) {
        PatientSession current = session;
        if (current == null || current.over()) {
            return;
        }
        switch (reason) {
            case ControllerMovedException moved -> {
                resign(String.valueOf(moved.getMessage()));
                queue.addOnce(ZnodePaths.CONTROLLER, () -> look(current));
            }
            case CoordinationException failure
            when failure.code() == Code.SESSION_EXPIRED ->
                log.info("{} was cut short by the end of the session", event);
            case CoordinationException failure -> {
                log.error("the controller cannot go on after {}", event, failure);
                abdicate(current);
            }
            default -> environment.onImpossible().accept(reason);
        }
    }

    /** Makes way for another controller, or for a fresh start of this one. */
    private void abdicate(PatientSession current) {
        resign("gave up");
        environment.loop().schedule(PAUSE_MS, () -> {
            if (current == session) {
                queue.addOnce(ZnodePaths.CONTROLLER, () -> look(current));
            }
        });
    }

    /** Watches are set once in a session, and serve all terms in it. */
    private CompletableFuture<Void> watch(PatientSession current, String path) {
        return watches.computeIfAbsent(path, _ -> current.watch(path, () -> onChange(current, path)));
    }

    private CompletableFuture<Void> watchForTerm(String path) {
        PatientSession current = session;
        return current == null
                ? CompletableFuture.failedFuture(new CoordinationException(Code.SESSION_EXPIRED, "no session", -1))
                : watch(current, path);
    }

    private void addForTerm(ActiveController controller, String name, Supplier<CompletableFuture<Void>> handler) {
        if (controller == active) {
            queue.add(name, () -> controller == active ? handler.get() : CompletableFuture.completedFuture(null));
        }
    }

    private void onChange(PatientSession current, String path) {
        if (current != session) {
            return;
        }
        if (path.equals(ZnodePaths.CONTROLLER)) {
            queue.addOnce(path, () -> look(current));
        } else if (active != null) {
            queue.addOnce(path, () -> active == null ? CompletableFuture.completedFuture(null) : active.onChange(path));
        }
    }

    private void onTopicSettings(String topic) {
        ActiveController controller = active;
        if (controller != null && controller.term().settings(topic).uncleanLeaderElection()) {
            addForTerm(controller, "unclean election allowed for " + topic, () -> controller.settle(topic));
        }
    }

    private <T> CompletableFuture<T> answer(
            String name,
            Supplier<T> refusal,
            BiFunction<ActiveController, CompletableFuture<T>, CompletableFuture<Void>> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Optional<ActiveController> controller = Optional.ofNullable(active);
        if (controller.isEmpty()) {
            answer.complete(refusal.get());
            return answer;
        }
        long number = ++requestCount;
        unanswered.put(number, () -> answer.complete(refusal.get()));
        addForTerm(controller.get(), name, () -> work.apply(controller.get(), answer));
        return answer.whenComplete((_, _) -> unanswered.remove(number));
    }
}
