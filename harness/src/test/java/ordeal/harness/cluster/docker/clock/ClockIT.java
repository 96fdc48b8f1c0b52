package ordeal.harness.cluster.docker.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ordeal.harness.cluster.docker.disk.DiskBed;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.EngineExtension;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Receipt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock of a real process in a real container, moved while the process runs. */
@ExtendWith(EngineExtension.class)
class ClockIT {
    private static final long HOUR_MS = 3_600_000;
    private static final long LIMIT_MS = 30_000;
    private static final long SLACK_MS = 900;

    @TempDir
    private static Path folder;

    private static DiskBed bed;

    /** Both clocks of the process at one moment, as it printed them. */
    private record Told(long wallMs, long monotonicMs) {
        /** What tells a moved wall clock from passing time. */
        long wallAheadMs() {
            return wallMs - monotonicMs;
        }
    }

    @BeforeAll
    static void make(Engine engine) throws Exception {
        bed = DiskBed.make(engine, "clocks", folder);
    }

    @BeforeEach
    void start() {
        bed.startClockTeller();
    }

    @AfterEach
    void stop() throws InterruptedException {
        bed.killBroker();
        bed.clocks.restore(DiskBed.BROKER);
    }

    @AfterAll
    static void remove() throws InterruptedException {
        if (bed != null) {
            bed.close();
        }
    }

    private static List<Told> told() throws InterruptedException, IOException {
        return bed.printed().stream()
                .filter(line -> line.matches("\\d+ \\d+"))
                .map(line -> line.split(" ", -1))
                .map(fields -> new Told(
                        Long.parseLong(Objects.requireNonNull(fields[0])),
                        Long.parseLong(Objects.requireNonNull(fields[1]))))
                .toList();
    }

    /** Waits until the process tells a wall clock that is ahead by so much. */
    private static Told awaitWall(LongPredicate ahead) throws InterruptedException, IOException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
        while (true) {
            List<Told> told = told();
            if (!told.isEmpty() && ahead.test(told.getLast().wallAheadMs())) {
                return told.getLast();
            }
            assertThat(System.nanoTime()).as("told last: %s", told).isLessThan(deadlineNanos);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** What was told first of those after another that are as wanted; something has been. */
    private static Told firstTold(Told after, LongPredicate ahead) throws InterruptedException, IOException {
        return told().stream()
                .filter(told -> told.monotonicMs() > after.monotonicMs() && ahead.test(told.wallAheadMs()))
                .findFirst()
                .orElseThrow();
    }

    private static LongPredicate about(long ms) {
        return ahead -> Math.abs(ahead - ms) < SLACK_MS;
    }

    private static long dateInContainerMs() throws InterruptedException {
        return Long.parseLong(bed.asBroker("date +%s%3N").out().strip());
    }

    @Test
    void aStepMovesTheWallClockOfARunningProcessAndNotItsMonotonicOne() throws Exception {
        Told before = awaitWall(_ -> true);
        assertThat(before.wallMs()).isCloseTo(System.currentTimeMillis(), within(LIMIT_MS));

        Receipt receipt = bed.clocks.shift(DiskBed.BROKER, HOUR_MS);

        Matcher offBy =
                Pattern.compile("process 1 of broker-1 .* off by (\\d+) ms").matcher(receipt.proof());
        assertThat(offBy.matches()).as(receipt.proof()).isTrue();
        assertThat(Long.parseLong(offBy.group(1))).isCloseTo(HOUR_MS, within(LIMIT_MS));
        assertThat(dateInContainerMs()).isCloseTo(System.currentTimeMillis() + HOUR_MS, within(LIMIT_MS));
        Told ahead = awaitWall(about(before.wallAheadMs() + HOUR_MS));
        assertThat(ahead.monotonicMs()).isBetween(before.monotonicMs(), before.monotonicMs() + 4 * LIMIT_MS);

        bed.clocks.shift(DiskBed.BROKER, -HOUR_MS / 2);
        awaitWall(about(before.wallAheadMs() - HOUR_MS / 2));

        bed.clocks.restore(DiskBed.BROKER);
        awaitWall(about(before.wallAheadMs()));
        assertTimedWaitsAreWaits();
        List<Told> told = told();
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i).monotonicMs() - told.get(i - 1).monotonicMs())
                    .as("the monotonic clock after %s", told.get(i - 1))
                    .isBetween(0L, LIMIT_MS);
        }
    }

    /** A false clock that makes them too short burns the processors; one that makes them too long hangs the node. */
    private static void assertTimedWaitsAreWaits() throws Exception {
        List<Told> told = told();
        long monotonicMs = told.getLast().monotonicMs() - told.getFirst().monotonicMs();
        assertThat(monotonicMs / (told.size() - 1))
                .as("milliseconds between two of %d lines", told.size())
                .isBetween(ClockTeller.PERIOD_MS - 5L, 5L * ClockTeller.PERIOD_MS);
    }

    @Test
    void aDriftingClockBeginsRightAndGoesWrong() throws Exception {
        Told before = awaitWall(_ -> true);

        Receipt receipt = bed.clocks.drift(DiskBed.BROKER, 50);

        assertThat(receipt.proof()).contains("of broker-1 has libfaketime mapped", "gained");
        awaitWall(ahead -> ahead > before.wallAheadMs() + 2_000);
        Told fast = firstTold(before, ahead -> ahead > before.wallAheadMs() + 1_000);
        Told faster = firstTold(before, ahead -> ahead > before.wallAheadMs() + 2_000);
        double rate = (double) (faster.wallMs() - fast.wallMs()) / (faster.monotonicMs() - fast.monotonicMs());
        assertThat(rate).isCloseTo(1.5, within(0.3));
        assertTimedWaitsAreWaits();
        List<Told> told = told();
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i).wallAheadMs() - told.get(i - 1).wallAheadMs())
                    .as("it jumps by no more than it gained before the process looked, after %s", told.get(i - 1))
                    .isBetween(-SLACK_MS, 2 * SLACK_MS);
        }

        bed.clocks.restore(DiskBed.BROKER);
        awaitWall(about(before.wallAheadMs()));
        bed.clocks.drift(DiskBed.BROKER, -30);
        awaitWall(ahead -> ahead < before.wallAheadMs() - 1_000);
        bed.clocks.restore(DiskBed.BROKER);
        awaitWall(about(before.wallAheadMs()));
    }

    @Test
    void aClockThatNoProcessLooksAtCannotBeProvenToBeMoved() throws Exception {
        bed.killBroker();
        bed.startIdleBroker();
        assertThatThrownBy(() -> bed.clocks.shift(DiskBed.BROKER, HOUR_MS))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("no Java process of broker-1");
        assertThatThrownBy(() -> bed.clocks.drift(DiskBed.BROKER, 10))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("no Java process of broker-1");
    }
}
