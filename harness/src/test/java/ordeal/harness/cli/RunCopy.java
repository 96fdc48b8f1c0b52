package ordeal.harness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import ordeal.checker.Partition;
import ordeal.checker.RecordedRun;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistoryFile;
import ordeal.checker.history.HistoryWriter;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.RunVerdict;
import org.apache.commons.io.file.PathUtils;
import org.apache.kafka.common.record.internal.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.internal.FileRecords;

/**
 * A copy of a run folder, to be tampered with and judged.
 *
 * @param folder the copy
 */
record RunCopy(RunFolder folder) {
    private static final int BATCH_CRC_POSITION = 17;
    private static final int BATCH_CRC_FROM = 21;

    /** Copies a whole run folder. */
    static RunCopy of(Path original, Path target) throws IOException {
        PathUtils.copyDirectory(original, target);
        return new RunCopy(new RunFolder(target));
    }

    RunVerdict judge() throws IOException {
        return RecordedRun.judge(folder).verdict();
    }

    List<HistoryEvent> history() throws IOException {
        List<HistoryEvent> events = new ArrayList<>();
        HistoryFile.open(folder.historyFile()).forEach(events::add);
        return events;
    }

    /** Writes the history anew; an event for which the change is empty is left out. */
    void changeHistory(Function<HistoryEvent, Optional<HistoryEvent>> change) throws IOException {
        List<HistoryEvent> events = history();
        try (HistoryWriter writer = HistoryWriter.create(folder.historyFile())) {
            events.stream().flatMap(event -> change.apply(event).stream()).forEach(writer::append);
        }
    }

    void changeFaults(UnaryOperator<FaultRecord> change) throws IOException {
        List<FaultRecord> faults = folder.readFaults().faults();
        Files.delete(folder.faultsFile());
        for (FaultRecord fault : faults) {
            folder.appendFault(change.apply(fault));
        }
    }

    /** Leaves the batches that are not to be kept out of a replica's log. */
    void filterLog(int broker, Partition partition, Predicate<FileChannelRecordBatch> keep) throws IOException {
        for (Path segment : segments(broker, partition)) {
            ByteBuffer kept = ByteBuffer.allocate((int) Files.size(segment));
            try (FileRecords records = FileRecords.open(segment.toFile())) {
                for (FileChannelRecordBatch batch : records.batches()) {
                    if (keep.test(batch)) {
                        batch.writeTo(kept);
                    }
                }
            }
            kept.flip();
            byte[] bytes = new byte[kept.remaining()];
            kept.get(bytes);
            Files.write(segment, bytes);
        }
    }

    /** Flips one bit in the last payload of a log's first batch that is not compressed. */
    void flipPayloadBit(int broker, Partition partition, boolean rightChecksum) throws IOException {
        for (Path segment : segments(broker, partition)) {
            try (FileRecords records = FileRecords.open(segment.toFile())) {
                for (FileChannelRecordBatch batch : records.batches()) {
                    if (!batch.isCompressed() && !batch.isControlBatch()) {
                        flip(segment, batch.position(), batch.sizeInBytes(), rightChecksum);
                        return;
                    }
                }
            }
        }
        throw new AssertionError("the log of " + partition + " holds no batch that is not compressed");
    }

    private static void flip(Path segment, int position, int sizeBytes, boolean rightChecksum) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer batch = ByteBuffer.allocate(sizeBytes);
            while (batch.hasRemaining() && channel.read(batch, position + batch.position()) >= 0) {
                // Until it is whole.
            }
            int last = sizeBytes - 2; // Behind the payload comes the number of headers, which is 0.
            batch.put(last, (byte) (batch.get(last) ^ 1));
            if (rightChecksum) {
                CRC32C crc = new CRC32C();
                crc.update(batch.slice(BATCH_CRC_FROM, sizeBytes - BATCH_CRC_FROM));
                batch.putInt(BATCH_CRC_POSITION, (int) crc.getValue());
            }
            channel.write(batch.rewind(), position);
        }
    }

    /** Every batch of a replica's log: first and last offset. */
    List<long[]> batches(int broker, Partition partition) throws IOException {
        List<long[]> batches = new ArrayList<>();
        for (Path segment : segments(broker, partition)) {
            try (FileRecords records = FileRecords.open(segment.toFile())) {
                records.batches().forEach(batch -> batches.add(new long[] {batch.baseOffset(), batch.lastOffset()}));
            }
        }
        return batches;
    }

    /** Takes one transaction out of the middle of ZooKeeper's log, which is written anew without it. */
    void dropTransactionInTheMiddle() throws IOException {
        Path log = zookeeperLog();
        ByteBuffer from = ByteBuffer.wrap(Files.readAllBytes(log));
        List<byte[]> entries = new ArrayList<>();
        byte[] header = new byte[16];
        from.get(header);
        while (from.remaining() > 12 && from.getInt(from.position() + 8) > 0) {
            byte[] entry = new byte[8 + 4 + from.getInt(from.position() + 8) + 1];
            from.get(entry);
            entries.add(entry);
        }
        entries.remove(entries.size() / 2);
        ByteBuffer to = ByteBuffer.allocate((int) Files.size(log));
        to.put(header);
        entries.forEach(to::put);
        Files.write(log, to.array());
    }

    Path zookeeperLog() throws IOException {
        try (Stream<Path> files = Files.list(folder.zookeeperLogs(1))) {
            return files.filter(file -> file.getFileName().toString().startsWith("log."))
                    .max(Comparator.comparingLong(RunCopy::size))
                    .orElseThrow();
        }
    }

    private List<Path> segments(int broker, Partition partition) throws IOException {
        try (Stream<Path> files = Files.list(folder.brokerData(broker).resolve(partition.toString()))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
