package ordeal.harness.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.FaultRecord.DataLoss;
import ordeal.checker.run.FaultRecord.HeldLink;
import ordeal.nemesis.port.FaultEvent;
import ordeal.nemesis.port.FaultJournal;
import ordeal.nemesis.port.FaultStatus;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Receipt;

/** Writes what the nemesis did into the run folder, line by line as it happens. */
final class FaultRecorder implements FaultJournal {
    private final RunFolder folder;
    private final AtomicInteger injected = new AtomicInteger();
    private int lastId;

    FaultRecorder(RunFolder folder) {
        this.folder = folder;
    }

    @Override
    public void record(FaultEvent event) {
        if (event.status() == FaultStatus.INJECTED) {
            injected.incrementAndGet();
        }
        lastId = Math.max(lastId, event.id());
        append(translate(event));
    }

    /** Writes down that the heal barrier could not undo something: what the cluster does from now on says nothing of its recovery. */
    void notHealed(String problem) {
        lastId++;
        append(new FaultRecord(
                lastId,
                "heal-barrier",
                "heal everything",
                FaultRecord.Status.FAILED,
                List.of(),
                -1,
                -1,
                -1,
                List.of(),
                List.of(),
                problem));
    }

    private void append(FaultRecord fault) {
        try {
            folder.appendFault(fault);
        } catch (IOException e) {
            throw new UncheckedIOException("a fault could not be written down", e);
        }
    }

    /** How many faults have taken hold so far. */
    int injected() {
        return injected.get();
    }

    private static FaultRecord translate(FaultEvent event) {
        List<DataLoss> losses = event.dataLosses().stream()
                .map(loss -> new DataLoss(
                        loss.broker(),
                        topicOf(loss.partition()),
                        Integer.parseInt(
                                loss.partition().substring(loss.partition().lastIndexOf('-') + 1)),
                        loss.firstOffset(),
                        loss.lostBytes(),
                        loss.nanos()))
                .toList();
        return new FaultRecord(
                event.id(),
                event.kind(),
                event.description(),
                status(event.status()),
                event.targets(),
                event.plannedNanos(),
                event.injectedNanos(),
                event.healedNanos(),
                event.receipts().stream().map(Receipt::proof).toList(),
                losses,
                event.heldLinks().stream().map(FaultRecorder::translate).toList(),
                event.reason());
    }

    private static HeldLink translate(Link link) {
        return new HeldLink(
                link.dialler(), link.server(), link.direction().name().toLowerCase(Locale.ROOT));
    }

    private static String topicOf(String partition) {
        return partition.substring(0, partition.lastIndexOf('-'));
    }

    private static FaultRecord.Status status(FaultStatus status) {
        return switch (status) {
            case INJECTED -> FaultRecord.Status.INJECTED;
            case HEALED -> FaultRecord.Status.HEALED;
            case SKIPPED -> FaultRecord.Status.SKIPPED;
            case FAILED -> FaultRecord.Status.FAILED;
        };
    }
}
