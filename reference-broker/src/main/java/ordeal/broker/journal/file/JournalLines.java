package ordeal.broker.journal.file;

import java.util.Locale;
import ordeal.broker.journal.JournalEntry;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entries as lines. A line is a JSON object: {@code sequence} (counts up from 1), {@code epochMs}, {@code event} (the entry's name in
 * lower case with hyphens, such as {@code became-leader}), for an entry about a partition {@code topic} and {@code partition}, and then the
 * entry's own fields under their names.
 */
final class JournalLines {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private long sequence;

    String line(JournalEntry entry, long epochMs) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("sequence", ++sequence);
        line.put("epochMs", epochMs);
        line.put("event", name(entry.getClass().getSimpleName()));
        ObjectNode fields = MAPPER.valueToTree(entry);
        if (entry instanceof JournalEntry.OfPartition about) {
            fields.remove("partition");
            line.put("topic", about.partition().topic());
            line.put("partition", about.partition().partition());
        }
        line.setAll(fields);
        return MAPPER.writeValueAsString(line);
    }

    /** {@code BecameLeader} as {@code became-leader}. */
    static String name(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
