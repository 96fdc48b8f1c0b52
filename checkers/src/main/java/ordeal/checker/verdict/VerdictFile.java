package ordeal.checker.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code verdict.json}. It holds nothing but what the checkers found: no time of judging, no paths, every list in a fixed
 * order. So judging the same folder again gives the same bytes.
 */
public final class VerdictFile {
    private static final int FORMAT_VERSION = 1;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private VerdictFile() {}

    /** Writes the file, all or nothing. */
    public static void write(Path path, RunVerdict verdict) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(fresh, toJson(verdict));
        Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The file's text, ending with a newline. */
    public static String toJson(RunVerdict run) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("formatVersion", FORMAT_VERSION);
        root.put("run", run.run());
        putVerdict(root, run.verdict());
        ObjectNode promises = root.putObject("promises");
        run.promises().forEach((promise, verdict) -> putVerdict(promises.putObject(word(promise)), verdict));
        ArrayNode notJudged = root.putArray("notJudged");
        run.notJudged().forEach(notJudged::add);
        ObjectNode counts = root.putObject("counts");
        run.counts().forEach(counts::put);
        ArrayNode results = root.putArray("results");
        run.results().forEach(result -> putResult(results.addObject(), result));
        return MAPPER.writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }

    private static void putResult(ObjectNode node, CheckResult result) {
        node.put("checker", result.checker());
        node.put("promise", word(result.promise()));
        putVerdict(node, result.verdict());
        ObjectNode counts = node.putObject("counts");
        result.counts().forEach(counts::put);
        ArrayNode anomalies = node.putArray("anomalies");
        result.anomalies().forEach(anomaly -> putAnomaly(anomalies.addObject(), anomaly));
    }

    private static void putAnomaly(ObjectNode node, Anomaly anomaly) {
        node.put("type", anomaly.type());
        if (anomaly.partition() != null) {
            node.put("partition", anomaly.partition().toString());
        }
        node.put("summary", anomaly.summary());
        if (anomaly.permittedCause() != null) {
            node.put("permittedCause", anomaly.permittedCause());
        }
        node.put("atNanos", anomaly.atNanos());
        ArrayNode witnesses = node.putArray("witness");
        for (Anomaly.Witness witness : anomaly.witness()) {
            witnesses
                    .addObject()
                    .put("source", witness.source())
                    .put("nanos", witness.nanos())
                    .put("text", witness.text());
        }
    }

    private static void putVerdict(ObjectNode node, Verdict verdict) {
        node.put("verdict", verdict.word());
        switch (verdict) {
            case Verdict.Valid _ -> {}
            case Verdict.Unknown(String reason) -> node.put("reason", reason);
            case Verdict.Invalid(String reason) -> node.put("reason", reason);
        }
    }

    private static String word(Promise promise) {
        return promise.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
