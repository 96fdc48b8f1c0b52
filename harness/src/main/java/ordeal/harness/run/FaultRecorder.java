package ordeal.harness.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.FaultRecord.DataLoss;
import ordeal.nemesis.port.FaultEvent;
import ordeal.nemesis.port.FaultJournal;
import ordeal.nemesis.port.FaultStatus;
import ordeal.nemesis.port.Receipt;

/** Writes what the nemesis did into the run folder, line by line as it happens. */
final class FaultRecorder implements FaultJournal {
    private final RunFolder folder;
    private final AtomicInteger injected = new AtomicInteger();

    FaultRecorder(RunFolder folder) {
        this.folder = folder;
    }

    @Override
    public void record(FaultEvent event) {
        if (event.status() == FaultStatus.INJECTED) {
            injected.incrementAndGet();
        }
        try {
            folder.appendFault(translate(event));
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
                event.reason());
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
