package ordeal.nemesis.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.FaultCatalog;
import ordeal.nemesis.fault.FaultKind;
import ordeal.nemesis.fault.Script;
import ordeal.nemesis.fault.ScriptWriter;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.plan.Trigger;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.ClusterControl;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.FaultEvent;
import ordeal.nemesis.port.FaultJournal;
import ordeal.nemesis.port.FaultStatus;
import ordeal.nemesis.port.NemesisClock;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.target.CutResolver;
import ordeal.nemesis.target.TargetResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one plan. Targets are resolved when a fault is injected; a fault that would break the budget, or that means nobody now, is
 * held back and at last skipped; one that breaks or that nothing proves has failed, and the plan goes on. However {@link #run} ends,
 * everything is healed.
 */
public final class NemesisRunner {
    static final long POLL_NANOS = 50_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(NemesisRunner.class);
    private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

    private final Plan plan;
    private final ClusterControl cluster;
    private final NemesisClock clock;
    private final FaultJournal journal;
    private final NodeLedger nodes = new NodeLedger();
    private final LinkLedger links;
    private final ActionPerformer performer;
    private final Budget budget;
    private final OperatorReadiness operatorReadiness;
    private final HealBarrier barrier;
    private final Memory memory = new Memory();
    private final List<PendingStep> pending = new ArrayList<>();
    private final List<ActiveFault> active = new ArrayList<>();
    private volatile List<String> current = List.of();
    private long startNanos;

    /**
     * For one run of one plan.
     *
     * @param backBoundMs how long a fault waits for a node that it has started to be back; whether one that is not is a failure is for the
     *     judge of the run to say
     */
    public NemesisRunner(
            Plan plan, ClusterControl cluster, NemesisClock clock, FaultJournal journal, long backBoundMs) {
        this.plan = plan;
        this.cluster = cluster;
        this.clock = clock;
        this.journal = journal;
        this.links = new LinkLedger(cluster.network());
        this.performer = new ActionPerformer(cluster, clock, nodes, links, backBoundMs);
        this.budget = new Budget(plan.budget(), nodes);
        this.operatorReadiness = new OperatorReadiness(nodes, cluster.operator());
        this.barrier = new HealBarrier(nodes, links, performer, cluster.processes(), clock, this::lostAtTheEnd);
        for (Step step : plan.steps()) {
            pending.add(new PendingStep(pending.size() + 1, step));
        }
    }

    /** The faults that hold now, in words. Any thread may ask. */
    public List<String> current() {
        return current;
    }

    /**
     * Carries out the plan and heals everything.
     *
     * @throws InterruptedException when the run was stopped; everything has been healed all the same, unless the thread
     *     was interrupted again meanwhile
     */
    public NemesisSummary run() throws InterruptedException {
        startNanos = clock.nowNanos();
        boolean finished = false;
        try {
            while (isUnderWay()) {
                turn();
                clock.await(() -> false, clock.nowNanos() + POLL_NANOS);
            }
            NemesisSummary summary = healEverything("the plan was over");
            finished = true;
            return summary;
        } finally {
            if (!finished) {
                healAfterBreak();
            }
        }
    }

    private boolean isUnderWay() {
        return !pending.isEmpty() || active.stream().anyMatch(fault -> !fault.isOpenEnded()) || isQuietTime();
    }

    /** A plan without a fault lasts its time: what happens in it is to be seen without one. */
    private boolean isQuietTime() {
        return plan.steps().isEmpty() && clock.nowNanos() - startNanos < plan.timeMs() * 1_000_000;
    }

    private void turn() throws InterruptedException {
        for (ActiveFault fault : List.copyOf(active)) {
            advance(fault);
        }
        ClusterState state = cluster.view().now();
        budget.observe(state, clock.nowNanos());
        boolean beforeIsPending = false;
        for (PendingStep step : List.copyOf(pending)) {
            int underWay = active.size();
            beforeIsPending = attempt(step, state, beforeIsPending);
            state = active.size() == underWay ? state : cluster.view().now();
        }
    }

    /** Looks whether a step can go; answers whether it is still pending. */
    private boolean attempt(PendingStep pendingStep, ClusterState state, boolean beforeIsPending)
            throws InterruptedException {
        Step step = pendingStep.step();
        long nowNanos = clock.nowNanos();
        if (step.trigger() instanceof Trigger.At || !beforeIsPending) {
            pendingStep.arm(state, nowNanos, startNanos);
        }
        if (pendingStep.armedState().isEmpty()) {
            return true;
        }
        if (!pendingStep.hasFired()) {
            TriggerWatch watch = new TriggerWatch(
                    resolver(pendingStep.id(), state),
                    pendingStep.armedState().get(),
                    memory,
                    cluster.network(),
                    nowNanos,
                    startNanos);
            Optional<String> hopeless = watch.hopeless(step.trigger());
            if (hopeless.isPresent()) {
                return skip(pendingStep, hopeless.get());
            }
            if (watch.fires(step.trigger())) {
                pendingStep.fired(nowNanos);
            }
        }
        if (pendingStep.isDue(nowNanos) && inject(pendingStep, state)) {
            return false;
        }
        return pending.contains(pendingStep)
                && (!pendingStep.isLate(nowNanos) || skip(pendingStep, pendingStep.lateReason()));
    }

    /** Injects a step that is due, if it may; answers whether it is no longer pending. */
    private boolean inject(PendingStep pendingStep, ClusterState state) throws InterruptedException {
        Fault fault = pendingStep.step().fault();
        if (FaultCatalog.availability(fault, cluster::availability)
                instanceof Availability.Unavailable(String reason)) {
            return !skip(pendingStep, "unavailable: " + reason);
        }
        CutResolver cuts = new CutResolver(resolver(pendingStep.id(), state), memory.links());
        Optional<Script> script = new ScriptWriter(cuts, seedOf(pendingStep.id())).write(fault);
        if (script.isEmpty()) {
            pendingStep.heldBack("there is nobody to hit");
            return false;
        }
        Optional<String> objection = objection(fault.kind(), script.get(), state);
        if (objection.isPresent()) {
            pendingStep.heldBack(objection.get());
            return false;
        }
        pending.remove(pendingStep);
        Step step = pendingStep.step();
        memory.hit(step.label(), script.get());
        ActiveFault injected = new ActiveFault(pendingStep.id(), step, script.get(), pendingStep.plannedNanos());
        active.add(injected);
        advance(injected);
        return true;
    }

    private Optional<String> objection(FaultKind kind, Script script, ClusterState state) throws InterruptedException {
        List<Script> underWay = active.stream().map(ActiveFault::script).toList();
        Optional<String> unready = operatorReadiness.objection(kind, script, underWay, state);
        if (unready.isPresent()) {
            return unready;
        }
        if (kind != FaultKind.START && kind != FaultKind.RELEASE_LINKS) {
            Optional<Node> busy = script.targets().stream()
                    .filter(node -> isBusy(node, script, underWay))
                    .findFirst();
            if (busy.isPresent()) {
                return Optional.of(busy.get() + " is dead, paused or being restarted by another fault");
            }
        }
        return kind.exceedsBudget()
                ? budget.objectionToExcess(underWay, state)
                : budget.objection(script, underWay, state);
    }

    /** A process and a clock are one fault's at a time, and a dead node has no links. An operator's action minds neither. */
    private boolean isBusy(Node node, Script script, List<Script> underWay) {
        if (script.processes().contains(node)) {
            return nodes.isOut(node)
                    || underWay.stream().anyMatch(other -> other.processes().contains(node));
        }
        if (script.clocks().contains(node)) {
            return nodes.isDown(node)
                    || nodes.clockShifted().contains(node)
                    || underWay.stream().anyMatch(other -> other.processes().contains(node));
        }
        return !script.links().isEmpty() && nodes.isDown(node);
    }

    /** Goes on with a fault's script as far as it can without waiting. */
    private void advance(ActiveFault fault) throws InterruptedException {
        try {
            for (var action = fault.next(); action.isPresent(); action = fault.next()) {
                boolean heldBefore = fault.hasTakenHold();
                if (!performer.perform(fault, action.get())) {
                    return;
                }
                fault.actionDone();
                if (fault.hasTakenHold() && !heldBefore) {
                    memory.tookHold(fault.step().label(), clock.nowNanos());
                    record(fault, FaultStatus.INJECTED, null);
                }
            }
            finish(fault, FaultStatus.HEALED, null);
        } catch (RuntimeException e) {
            LOG.warn("fault {} ({}) failed", fault.id(), fault.describe(), e);
            finish(fault, FaultStatus.FAILED, reasonAfterUndo(fault, e));
        }
    }

    private String reasonAfterUndo(ActiveFault fault, RuntimeException cause) throws InterruptedException {
        String reason = message(cause);
        try {
            performer.undo(fault);
            return reason;
        } catch (RuntimeException e) {
            LOG.warn("fault {} could not be undone, the heal barrier will try again", fault.id(), e);
            return reason + "; it could not be undone at once: " + message(e);
        }
    }

    private void finish(ActiveFault fault, FaultStatus status, @Nullable String reason) {
        active.remove(fault);
        budget.recovers(fault.script().faulty());
        if (status != FaultStatus.HEALED) {
            memory.gaveUp(fault.step().label());
        }
        fault.healed(clock.nowNanos());
        record(fault, status, reason);
    }

    /** Answers false: the step is no longer pending. */
    private boolean skip(PendingStep step, String reason) {
        pending.remove(step);
        memory.gaveUp(step.step().label());
        journal(step.skipped(reason));
        return false;
    }

    private NemesisSummary healEverything(String why) throws InterruptedException {
        LOG.debug("healing everything: {}", why);
        HealBarrier.Problems problems = barrier.healEverything();
        for (ActiveFault fault : List.copyOf(active)) {
            if (fault.hasTakenHold()) {
                finish(fault, FaultStatus.HEALED, null);
            } else {
                finish(fault, FaultStatus.FAILED, "the run ended before it had taken hold");
            }
        }
        for (PendingStep step : List.copyOf(pending)) {
            skip(step, "the run ended before it was injected");
        }
        return new NemesisSummary(problems.unhealed(), problems.notAlive());
    }

    private void healAfterBreak() throws InterruptedException {
        NemesisSummary summary = healEverything("the run was stopped");
        if (!summary.healProblems().isEmpty()) {
            LOG.warn("the run was stopped and not everything could be healed: {}", summary.healProblems());
        }
    }

    /** What a disk lost whose fault was not over when everything was healed. */
    private void lostAtTheEnd(Node node, DiskLoss loss) {
        active.stream()
                .filter(fault -> fault.script().processes().contains(node))
                .forEach(fault -> fault.lost(node, loss, clock.nowNanos()));
    }

    private void record(ActiveFault fault, FaultStatus status, @Nullable String reason) {
        current = Stream.of(active)
                .flatMap(List::stream)
                .filter(ActiveFault::hasTakenHold)
                .map(ActiveFault::describe)
                .toList();
        journal(fault.event(status, reason));
    }

    private void journal(FaultEvent event) {
        LOG.info("fault {} {}: {}", event.id(), event.status(), event.description());
        journal.record(event);
    }

    private TargetResolver resolver(int id, ClusterState state) {
        return new TargetResolver(state, new SplittableRandom(seedOf(id)), memory.nodes());
    }

    private long seedOf(int id) {
        return plan.seed() + id * SEED_STEP;
    }

    private static String message(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
