package ordeal.harness.shrink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ordeal.harness.child.WholeFile;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.PlanJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of a search: what is to be shrunk, every try, and the best plan so far.
 *
 * @param root the folder
 */
public record ShrinkFolder(Path root) {
    private static final DateTimeFormatter FOLDER_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final JsonMapper LINE = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();
    private static final JsonMapper PRETTY =
            LINE.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The folder of a search that begins at this moment. */
    public static ShrinkFolder at(Path results, String run, long startedEpochMs) {
        return new ShrinkFolder(
                results.resolve("shrink-" + run + "-" + FOLDER_TIME.format(Instant.ofEpochMilli(startedEpochMs))));
    }

    /** Whether a search has begun in it. */
    public boolean isShrink() {
        return Files.isReadable(jobFile());
    }

    private Path jobFile() {
        return root.resolve("shrink.json");
    }

    private Path stepsFile() {
        return root.resolve("steps.jsonl");
    }

    /** {@code runs}: the run folders of the tries. */
    public Path runs() {
        return root.resolve("runs");
    }

    /** {@code shrunk-plan.json}: the best plan so far. */
    public Path shrunkPlan() {
        return root.resolve("shrunk-plan.json");
    }

    /** {@code logs}: what the tries printed. */
    Path logs() {
        return root.resolve("logs");
    }

    /** {@code plans/NNN.json}: the plan of a candidate; 0 is the original's. */
    Path planFile(int number) {
        return root.resolve("plans").resolve("%03d.json".formatted(number));
    }

    /** Makes the folder of a search that begins. */
    public void create(ShrinkJob job, Plan original) throws IOException {
        Files.createDirectories(runs());
        Files.createDirectories(logs());
        Files.createDirectories(root.resolve("plans"));
        Files.writeString(planFile(0), PlanJson.write(original) + "\n");
        WholeFile.write(jobFile(), PRETTY.writeValueAsString(job) + "\n");
    }

    /** Reads {@code shrink.json}. */
    public ShrinkJob readJob() throws IOException {
        try {
            return PRETTY.readValue(Files.readString(jobFile()), ShrinkJob.class);
        } catch (JacksonException e) {
            throw new IOException(jobFile() + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** Reads a plan file of the folder, by its name below the folder. */
    Plan readPlan(String name) throws IOException {
        try {
            return PlanJson.read(Files.readString(root.resolve(name)));
        } catch (IllegalArgumentException e) {
            throw new IOException(root.resolve(name) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes {@code shrunk-plan.json} and {@code command.txt}, the command line that replays it. */
    void keep(ShrinkJob job, Candidate best) throws IOException {
        WholeFile.write(shrunkPlan(), PlanJson.write(best.plan()) + "\n");
        WholeFile.write(root.resolve("command.txt"), job.command(best, shrunkPlan()) + "\n");
    }

    /** Appends a try to {@code steps.jsonl}. */
    void append(ShrinkStep step) throws IOException {
        Files.writeString(
                stepsFile(),
                LINE.writeValueAsString(step) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Reads {@code steps.jsonl}; what was cut short when the process was killed is left out, and cut off the file. */
    List<ShrinkStep> readSteps() throws IOException {
        if (!Files.exists(stepsFile())) {
            return List.of();
        }
        String text = Files.readString(stepsFile());
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (!whole.equals(text)) {
            WholeFile.write(stepsFile(), whole);
        }
        List<ShrinkStep> steps = new ArrayList<>();
        for (String line : whole.lines().toList()) {
            try {
                steps.add(LINE.readValue(line, ShrinkStep.class));
            } catch (JacksonException e) {
                throw new IOException(stepsFile() + " cannot be read: " + e.getOriginalMessage(), e);
            }
        }
        return steps;
    }

    /** A path below the folder, as its files write it. */
    String relative(Path path) {
        return root.relativize(path).toString();
    }
}
