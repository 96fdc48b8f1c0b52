package ordeal.checker.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The file of one incarnation. A last line without its newline is what the kill of the broker cut short, and is passed over. Every
 * other line must be whole, and their numbers consecutive from 1.
 *
 * @param broker who wrote it
 * @param incarnation which of the broker's lives, from 1
 */
record JournalFile(Path path, int broker, int incarnation) {
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Passes every line.
     *
     * @throws MalformedLineException at a line that is broken, or where one is missing
     */
    void forEach(Consumer<? super JournalLine> action) throws IOException {
        Lines lines = new Lines(action);
        byte[] buffer = new byte[BUFFER_BYTES];
        ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
        try (InputStream in = Files.newInputStream(path)) {
            for (int size = in.read(buffer); size > 0; size = in.read(buffer)) {
                int start = 0;
                for (int i = 0; i < size; i++) {
                    if (buffer[i] == '\n') {
                        unfinished.write(buffer, start, i - start);
                        lines.take(unfinished.toString(StandardCharsets.UTF_8));
                        unfinished.reset();
                        start = i + 1;
                    }
                }
                unfinished.write(buffer, start, size - start);
            }
        }
    }

    private final class Lines {
        private final Consumer<? super JournalLine> action;
        private final EntryParser parser = new EntryParser();
        private long number;

        Lines(Consumer<? super JournalLine> action) {
            this.action = action;
        }

        void take(String text) {
            number++;
            JournalLine line;
            try {
                LineFields fields = LineFields.of(text);
                line = new JournalLine(
                        broker,
                        incarnation,
                        fields.number("sequence"),
                        fields.number("epochMs"),
                        parser.parse(fields),
                        text);
            } catch (MalformedLineException e) {
                throw new MalformedLineException("line " + number + " of " + name() + " is broken: " + e.getMessage());
            }
            if (line.sequence() != number) {
                throw new MalformedLineException("line " + number + " of " + name() + " has sequence " + line.sequence()
                        + ": lines are missing");
            }
            action.accept(line);
        }
    }

    private String name() {
        return path.getFileName() + " of broker " + broker;
    }
}
