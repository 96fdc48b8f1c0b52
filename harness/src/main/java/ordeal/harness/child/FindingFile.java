package ordeal.harness.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads from a run's {@code verdict.json} what an expectation is compared with. */
public final class FindingFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PERMITTED = "permitted:";

    private FindingFile() {}

    /**
     * What the judge found.
     *
     * @throws IOException when the file cannot be read or is no verdict
     */
    public static Finding read(Path verdictFile) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(verdictFile));
        } catch (JacksonException e) {
            throw new IOException(verdictFile.getFileName() + " cannot be read: " + e.getOriginalMessage(), e);
        }
        Set<String> types = new LinkedHashSet<>();
        List<String> sentences = new ArrayList<>();
        for (JsonNode result : root.path("results")) {
            for (JsonNode anomaly : result.path("anomalies")) {
                if (anomaly.path("permittedCause").isMissingNode()) {
                    types.add(anomaly.path("type").asString(""));
                    sentences.add(anomaly.path("type").asString("") + ": "
                            + anomaly.path("summary").asString(""));
                }
            }
        }
        Set<String> permitted = new LinkedHashSet<>();
        root.path("counts").properties().forEach(count -> {
            if (count.getKey().startsWith(PERMITTED) && count.getValue().asLong(0) > 0) {
                permitted.add(count.getKey().substring(PERMITTED.length()));
            }
        });
        return new Finding(
                word(root.path("verdict").asString("")),
                root.path("reason").asString(""),
                List.copyOf(types),
                List.copyOf(permitted),
                sentences.isEmpty() ? "" : sentences.getFirst());
    }

    private static Finding.Word word(String text) throws IOException {
        for (Finding.Word word : Finding.Word.values()) {
            if (word.word().equals(text)) {
                return word;
            }
        }
        throw new IOException("there is no verdict '" + text + "'");
    }
}
