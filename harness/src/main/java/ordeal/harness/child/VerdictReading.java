package ordeal.harness.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ordeal.checker.contract.PermittedCause;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run's {@code verdict.json} says.
 *
 * @param reason the verdict's own; empty for valid
 * @param found every type that nothing permits, with its checker and its count, in the order of the file
 * @param permitted how many losses the settings permitted, by cause
 * @param kept the anomalies that are kept as proof and that nothing permits, in the order of the file
 */
public record VerdictReading(
        Finding.Word verdict, String reason, List<Found> found, Map<String, Long> permitted, List<Kept> kept) {
    private static final String PERMITTED = "permitted:";
    /** What else settings permit, such as sends that overtake each other, loses nothing. */
    private static final Set<String> CAUSES_OF_LOSS = Arrays.stream(PermittedCause.Kind.values())
            .map(PermittedCause.Kind::word)
            .collect(Collectors.toUnmodifiableSet());

    public VerdictReading {
        found = List.copyOf(found);
        permitted = new TreeMap<>(permitted);
        kept = List.copyOf(kept);
    }

    /**
     * Anomalies of one type that one checker found.
     *
     * @param count how many
     */
    public record Found(String checker, String type, long count) {}

    /**
     * An anomaly that is kept.
     *
     * @param summary the anomaly in a sentence
     * @param atNanos when, on the run's clock; -1 when unknown
     */
    public record Kept(String type, String summary, long atNanos) {}

    /**
     * Reads the file.
     *
     * @throws IOException when it cannot be read or is no verdict
     */
    public static VerdictReading of(Path verdictFile) throws IOException {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(Files.readString(verdictFile));
        } catch (JacksonException e) {
            throw new IOException(verdictFile.getFileName() + " cannot be read: " + e.getOriginalMessage(), e);
        }
        List<Found> found = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        for (JsonNode result : root.path("results")) {
            List<Kept> ofChecker = kept(result);
            ofChecker.stream().map(Kept::type).distinct().forEach(type -> {
                long shown = ofChecker.stream()
                        .filter(anomaly -> anomaly.type().equals(type))
                        .count();
                found.add(new Found(
                        result.path("checker").asString(""),
                        type,
                        result.path("counts").path(type).asLong(shown)));
            });
            kept.addAll(ofChecker);
        }
        return new VerdictReading(
                word(root.path("verdict").asString("")),
                root.path("reason").asString(""),
                found,
                permitted(root),
                kept);
    }

    private static List<Kept> kept(JsonNode result) {
        List<Kept> kept = new ArrayList<>();
        for (JsonNode anomaly : result.path("anomalies")) {
            if (anomaly.path("permittedCause").isMissingNode()) {
                kept.add(new Kept(
                        anomaly.path("type").asString(""),
                        anomaly.path("summary").asString(""),
                        anomaly.path("atNanos").asLong(-1)));
            }
        }
        return kept;
    }

    private static Map<String, Long> permitted(JsonNode root) {
        Map<String, Long> permitted = new TreeMap<>();
        for (Map.Entry<String, JsonNode> count : root.path("counts").properties()) {
            String cause = count.getKey().startsWith(PERMITTED) ? count.getKey().substring(PERMITTED.length()) : "";
            long losses = count.getValue().asLong(0);
            if (CAUSES_OF_LOSS.contains(cause) && losses > 0) {
                permitted.put(cause, losses);
            }
        }
        return permitted;
    }

    private static Finding.Word word(String text) throws IOException {
        for (Finding.Word word : Finding.Word.values()) {
            if (word.word().equals(text)) {
                return word;
            }
        }
        throw new IOException("there is no verdict '" + text + "'");
    }

    /** What an expectation is compared with. */
    public Finding finding() {
        return new Finding(
                verdict,
                reason,
                found.stream().map(Found::type).distinct().toList(),
                List.copyOf(permitted.keySet()),
                kept.isEmpty()
                        ? ""
                        : kept.getFirst().type() + ": " + kept.getFirst().summary());
    }

    /** When the first anomaly of one of these types happened, on the run's clock; empty when none has a time. */
    public OptionalLong firstNanos(List<String> types) {
        return kept.stream()
                .filter(anomaly -> types.contains(anomaly.type()) && anomaly.atNanos() >= 0)
                .mapToLong(Kept::atNanos)
                .min();
    }
}
