package ordeal.broker.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import ordeal.broker.port.EventLoop.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every event loop must do: run on the fakes, whose time is virtual, and on the real loop with its own thread. */
@Timeout(60)
public abstract class EventLoopContract {
    private static final long YEAR_2020_MS = 1_577_836_800_000L;
    private static final long YEAR_2100_MS = 4_102_444_800_000L;
    private static final long DAY_MS = 86_400_000;

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    /** The loop, which runs or is about to. */
    protected abstract EventLoop loop();

    /** Lets tasks run and time pass until something is there, and gives it back. */
    protected abstract <T> T await(CompletableFuture<T> awaited);

    /** Runs something as a task of the loop, and waits for its end. */
    protected final void onLoop(Runnable work) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop().execute(() -> {
            try {
                work.run();
                done.complete(true);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        await(done);
    }

    /** Waits for so long, as the loop's timers measure it. */
    protected final void pass(long durationMs) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        onLoop(() -> loop().schedule(durationMs, () -> over.complete(true)));
        await(over);
    }

    private Runnable event(String name) {
        return () -> events.add(name);
    }

    @Test
    void tasksRunInTheOrderInWhichTheyWereHandedOver() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            loop().execute(event("task " + i));
            expected.add("task " + i);
        }
        onLoop(event("end"));
        expected.add("end");
        assertThat(events).isEqualTo(expected);
    }

    @Test
    void aTaskHandedOverByATaskRunsAfterItAndAfterAllThatWaited() {
        onLoop(() -> {
            loop().execute(() -> {
                events.add("first begins");
                loop().execute(event("of the first"));
                events.add("first ends");
            });
            loop().execute(event("second"));
            events.add("handed over");
        });
        onLoop(() -> {});
        onLoop(() -> {});
        assertThat(events).containsExactly("handed over", "first begins", "first ends", "second", "of the first");
    }

    @Test
    void aTimerWithoutDelayRingsAfterTheTaskThatSetIt() {
        CompletableFuture<Boolean> rang = new CompletableFuture<>();
        onLoop(() -> {
            loop().schedule(0, () -> {
                events.add("rang");
                rang.complete(true);
            });
            events.add("set");
        });
        await(rang);
        assertThat(events).containsExactly("set", "rang");
    }

    @Test
    void tasksOfSeveralThreadsAllRunInTheOrderOfEachOneAtATimeOnOneThread() throws InterruptedException {
        int threadCount = 4;
        int taskCount = 2000;
        Map<Integer, List<Integer>> ran = new HashMap<>();
        Set<Thread> ranOn = Collections.synchronizedSet(new HashSet<>());
        AtomicBoolean running = new AtomicBoolean();
        AtomicBoolean overlapped = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < threadCount; thread++) {
            int from = thread;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int task = 0; task < taskCount; task++) {
                    int number = task;
                    loop().execute(() -> {
                        overlapped.compareAndSet(false, !running.compareAndSet(false, true));
                        ranOn.add(Thread.currentThread());
                        ran.computeIfAbsent(from, _ -> new ArrayList<>()).add(number);
                        running.set(false);
                    });
                }
            }));
        }
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        }
        onLoop(() -> loop().schedule(0, () -> ranOn.add(Thread.currentThread())));
        pass(1);
        onLoop(() -> assertThat(ran)
                .hasSize(threadCount)
                .allSatisfy(
                        (_, numbers) -> assertThat(numbers).hasSize(taskCount).isSorted()));
        assertThat(overlapped).isFalse();
        assertThat(ranOn).hasSize(1);
    }

    @Test
    void aTaskDoesNotWaitForTimers() {
        onLoop(() -> loop().schedule(DAY_MS, event("rang")));
        onLoop(event("task"));
        assertThat(events).containsExactly("task");
    }

    /** A timer, and between which moments it was set and when it rang. */
    private record Ring(int number, long delayMs, long setAfterNanos, long setBeforeNanos, long rangNanos) {
        long earliestDueNanos() {
            return setAfterNanos + TimeUnit.MILLISECONDS.toNanos(delayMs);
        }

        long latestDueNanos() {
            return setBeforeNanos + TimeUnit.MILLISECONDS.toNanos(delayMs);
        }

        /** Whether it was due first, whatever happened between the readings of the clock. */
        boolean surelyBefore(Ring other) {
            return latestDueNanos() < other.earliestDueNanos()
                    || (latestDueNanos() == other.earliestDueNanos() && number < other.number);
        }
    }

    private List<Ring> rings(long seed) {
        Random random = new Random(seed);
        int count = 100;
        List<Ring> rings = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Boolean> all = new CompletableFuture<>();
        onLoop(() -> {
            for (int i = 0; i < count; i++) {
                int number = i;
                long delayMs = random.nextInt(30);
                long setAfter = loop().nowNanos();
                long[] setBefore = new long[1];
                loop().schedule(delayMs, () -> {
                    rings.add(new Ring(number, delayMs, setAfter, setBefore[0], loop().nowNanos()));
                    if (rings.size() == count) {
                        all.complete(true);
                    }
                });
                setBefore[0] = loop().nowNanos();
            }
        });
        await(all);
        return rings;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void timersRingInTheOrderOfTheirTimesAndThoseOfOneTimeInTheOrderOfTheirSetting(long seed) {
        List<Ring> rings = rings(seed);
        for (int i = 0; i < rings.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(rings.get(i).surelyBefore(rings.get(j)))
                        .as("seed %d: %s rang after %s", seed, rings.get(i), rings.get(j))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void noTimerRingsBeforeItsTime(long seed) {
        assertThat(rings(seed))
                .allSatisfy(ring -> assertThat(ring.rangNanos())
                        .as("seed %d: %s", seed, ring)
                        .isGreaterThanOrEqualTo(ring.earliestDueNanos()));
    }

    @Test
    void aCancelledTimerDoesNotRingButItsNeighboursDo() {
        onLoop(() -> {
            loop().schedule(10, event("before"));
            Timer cancelled = loop().schedule(10, event("cancelled"));
            loop().schedule(10, event("after"));
            cancelled.cancel();
            cancelled.cancel();
        });
        pass(20);
        assertThat(events).containsExactly("before", "after");
    }

    @Test
    void aTimerThatIsDueMayStillBeCancelled() {
        List<Timer> timers = new ArrayList<>();
        onLoop(() -> {
            loop().schedule(0, () -> {
                events.add("first");
                timers.getFirst().cancel();
            });
            timers.add(loop().schedule(0, event("cancelled")));
            loop().schedule(0, event("last"));
        });
        pass(5);
        assertThat(events).containsExactly("first", "last");
    }

    @Test
    void cancellingATimerThatHasRungChangesNothing() {
        List<Timer> timers = new ArrayList<>();
        onLoop(() -> timers.add(loop().schedule(0, () -> {
            events.add("rang");
            timers.getFirst().cancel();
        })));
        pass(5);
        onLoop(timers.getFirst()::cancel);
        onLoop(event("task"));
        assertThat(events).containsExactly("rang", "task");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {6, 7, 8})
    void everyTimerRingsOnceUnlessItWasCancelledBefore(long seed) {
        Random random = new Random(seed);
        int count = 60;
        List<Timer> timers = new ArrayList<>();
        Map<Integer, Integer> rings = new HashMap<>();
        Set<Integer> cancelledInTime = new HashSet<>();
        onLoop(() -> {
            for (int i = 0; i < count; i++) {
                int number = i;
                timers.add(loop().schedule(random.nextInt(20), () -> rings.merge(number, 1, Integer::sum)));
            }
            // However slow the machine is, this one is cancelled in time.
            timers.add(loop().schedule(DAY_MS, () -> rings.merge(count, 1, Integer::sum)));
            loop().schedule(0, () -> {
                timers.get(count).cancel();
                cancelledInTime.add(count);
            });
            for (int i = 0; i < count / 2; i++) {
                int victim = random.nextInt(count);
                loop().schedule(random.nextInt(20), () -> {
                    timers.get(victim).cancel();
                    if (!rings.containsKey(victim)) {
                        cancelledInTime.add(victim);
                    }
                });
            }
        });
        pass(25);
        onLoop(() -> {
            for (int i = 0; i <= count; i++) {
                assertThat(rings.getOrDefault(i, 0))
                        .as("seed %d: rings of timer %d", seed, i)
                        .isEqualTo(cancelledInTime.contains(i) ? 0 : 1);
            }
            assertThat(rings).as("seed %d", seed).isNotEmpty();
            assertThat(cancelledInTime).as("seed %d", seed).isNotEmpty();
        });
    }

    @Test
    void aPeriodicTaskRunsAfterEachPeriodUntilItIsCancelled() {
        long periodMs = 5;
        List<Long> runs = Collections.synchronizedList(new ArrayList<>());
        List<Timer> timers = new ArrayList<>();
        CompletableFuture<Boolean> enough = new CompletableFuture<>();
        onLoop(() -> {
            runs.add(loop().nowNanos());
            timers.add(loop().every(periodMs, () -> {
                runs.add(loop().nowNanos());
                if (runs.size() == 4) {
                    timers.getFirst().cancel();
                    enough.complete(true);
                }
            }));
        });
        await(enough);
        pass(3 * periodMs);
        assertThat(runs).hasSize(4);
        for (int i = 1; i < runs.size(); i++) {
            assertThat(runs.get(i) - runs.get(i - 1)).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(periodMs));
        }
    }

    @Test
    void aPeriodicTaskThatIsCancelledBeforeItsFirstPeriodNeverRuns() {
        onLoop(() -> {
            Timer cancelled = loop().every(5, event("cancelled"));
            loop().every(5, event("other"));
            cancelled.cancel();
        });
        pass(12);
        assertThat(events).contains("other").doesNotContain("cancelled");
    }

    @Test
    void theClockNeverGoesBack() {
        List<Long> readings = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 50; i++) {
            loop().execute(() -> readings.add(loop().nowNanos()));
        }
        onLoop(() -> {
            for (int i = 0; i < 50; i++) {
                loop().schedule(i % 10, () -> readings.add(loop().nowNanos()));
            }
        });
        pass(20);
        assertThat(readings).hasSize(100).isSorted();
        assertThat(readings.getLast() - readings.getFirst()).isPositive();
    }

    @Test
    void theWallClockCountsMillisecondsSince1970() {
        onLoop(() -> assertThat(loop().epochMs()).isBetween(YEAR_2020_MS, YEAR_2100_MS));
    }

    @Test
    void delaysAndPeriodsOutOfBoundsAreRefused() {
        onLoop(() -> {
            assertThatThrownBy(() -> loop().schedule(-1, event("never"))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> loop().every(0, event("never"))).isInstanceOf(IllegalArgumentException.class);
            loop().schedule(0, event("at once"));
        });
        pass(5);
        assertThat(events).containsExactly("at once");
    }
}
