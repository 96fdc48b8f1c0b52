package ordeal.harness.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import ordeal.harness.trial.TrialResult.Found;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a {@code verdict.json} says, checker by checker.
 *
 * @param found every type that nothing permits, with its checker and its count
 * @param permitted how many losses the settings permitted, by cause
 * @param anomalies the anomalies that are kept as proof and that nothing permits, each with its time
 */
record VerdictReading(List<Found> found, Map<String, Long> permitted, List<Dated> anomalies) {
    private static final String PERMITTED = "permitted:";

    VerdictReading {
        found = List.copyOf(found);
        permitted = new TreeMap<>(permitted);
        anomalies = List.copyOf(anomalies);
    }

    /**
     * An anomaly with its time.
     *
     * @param atNanos on the run's clock; -1 when unknown
     */
    record Dated(String type, long atNanos) {}

    /** Reads the file. */
    static VerdictReading of(Path verdictFile) throws IOException {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(Files.readString(verdictFile));
        } catch (JacksonException e) {
            throw new IOException(verdictFile + " cannot be read: " + e.getOriginalMessage(), e);
        }
        List<Found> found = new ArrayList<>();
        List<Dated> dated = new ArrayList<>();
        for (JsonNode result : root.path("results")) {
            List<Dated> ofChecker = new ArrayList<>();
            for (JsonNode anomaly : result.path("anomalies")) {
                if (anomaly.path("permittedCause").isMissingNode()) {
                    ofChecker.add(new Dated(
                            anomaly.path("type").asString(""),
                            anomaly.path("atNanos").asLong(-1)));
                }
            }
            ofChecker.stream().map(Dated::type).distinct().forEach(type -> {
                long kept = ofChecker.stream()
                        .filter(anomaly -> anomaly.type().equals(type))
                        .count();
                found.add(new Found(
                        result.path("checker").asString(""),
                        type,
                        result.path("counts").path(type).asLong(kept)));
            });
            dated.addAll(ofChecker);
        }
        Map<String, Long> permitted = new TreeMap<>();
        root.path("counts").properties().forEach(count -> {
            if (count.getKey().startsWith(PERMITTED) && count.getValue().asLong(0) > 0) {
                permitted.put(
                        count.getKey().substring(PERMITTED.length()),
                        count.getValue().asLong(0));
            }
        });
        return new VerdictReading(found, permitted, dated);
    }

    /** When the first anomaly of one of these types happened, on the run's clock; empty when none has a time. */
    OptionalLong firstNanos(List<String> types) {
        return anomalies.stream()
                .filter(anomaly -> types.contains(anomaly.type()) && anomaly.atNanos() >= 0)
                .min(Comparator.comparingLong(Dated::atNanos))
                .map(anomaly -> OptionalLong.of(anomaly.atNanos()))
                .orElse(OptionalLong.empty());
    }
}
