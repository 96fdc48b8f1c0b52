package ordeal.harness.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ordeal.harness.child.Finding;
import ordeal.harness.child.VerdictReading.Found;
import org.jspecify.annotations.Nullable;

/**
 * What trials of one subject on one system have come to.
 *
 * @param faulty results with the bug or the wrong settings
 * @param control results without
 */
public record TrialRow(Subject subject, String system, List<TrialResult> faulty, List<TrialResult> control) {
    public TrialRow {
        faulty = List.copyOf(faulty);
        control = List.copyOf(control);
    }

    /** The rows of trials, in their order. */
    public static List<TrialRow> of(List<Trial> trials, Map<String, TrialResult> results) {
        List<TrialRow> rows = new ArrayList<>();
        for (Subject subject : trials.stream().map(Trial::subject).distinct().toList()) {
            List<Trial> ofSubject = trials.stream()
                    .filter(trial -> trial.subject().equals(subject))
                    .toList();
            for (String system :
                    ofSubject.stream().map(Trial::system).distinct().toList()) {
                Function<Role, List<TrialResult>> ofRole = role -> ofSubject.stream()
                        .filter(trial -> trial.system().equals(system) && trial.role() == role)
                        .map(trial -> results.get(trial.key()))
                        .filter(Objects::nonNull)
                        .toList();
                rows.add(new TrialRow(subject, system, ofRole.apply(Role.FAULTY), ofRole.apply(Role.CONTROL)));
            }
        }
        return rows;
    }

    /** How many of the faulty runs show the bug or the loss. */
    public long shown() {
        return faulty.stream().filter(result -> result.shows(subject)).count();
    }

    /** Whether the subject is found in at least four of five faulty runs; so are none in none. */
    public boolean isFoundOftenEnough() {
        return 5 * shown() >= 4L * faulty.size();
    }

    /** How many of the controls are silent. */
    public long silent() {
        return control.stream().filter(result -> result.isSilent(subject)).count();
    }

    /** Controls in which something was found. */
    public List<TrialResult> alarms() {
        return control.stream()
                .filter(result -> result.verdict() == Finding.Word.INVALID
                        || (result.verdict() == Finding.Word.VALID && !result.isSilent(subject)))
                .toList();
    }

    /** Runs of either side that came to no verdict. */
    public List<TrialResult> unjudged() {
        return Stream.concat(faulty.stream(), control.stream())
                .filter(result -> result.verdict() == null || result.verdict() == Finding.Word.UNKNOWN)
                .toList();
    }

    /** In how many faulty runs each checker found each type that proves the bug. */
    public Map<String, Long> proofs() {
        return runsByType(true);
    }

    /** In how many faulty runs other types were found: the bug's further effects. */
    public Map<String, Long> others() {
        return runsByType(false);
    }

    private Map<String, Long> runsByType(boolean proving) {
        List<String> proof = switch (subject) {
            case Subject.Bug bug -> bug.proof();
            case Subject.Misconfiguration _ -> List.<String>of();
        };
        return faulty.stream()
                .flatMap(result -> result.found().stream())
                .filter(found -> proof.contains(found.type()) == proving)
                .collect(Collectors.groupingBy(TrialRow::words, TreeMap::new, Collectors.counting()));
    }

    private static String words(Found found) {
        return "%s by %s".formatted(found.type(), found.checker());
    }

    /** The median time of the first proof, counted from the start of the load, in milliseconds. */
    public OptionalLong medianProofMs() {
        return median(TrialResult::firstProofMs);
    }

    /** The median number of sends acknowledged before the first proof. */
    public OptionalLong medianAcknowledgedBefore() {
        return median(TrialResult::acknowledgedBefore);
    }

    /** The median number of losses that the settings permitted, over the runs that show the loss. */
    public OptionalLong medianPermitted() {
        return switch (subject) {
            case Subject.Bug _ -> OptionalLong.empty();
            case Subject.Misconfiguration wrong ->
                median(result -> result.permitted().get(wrong.cause()));
        };
    }

    private OptionalLong median(Function<TrialResult, @Nullable Long> value) {
        List<Long> sorted = faulty.stream()
                .filter(result -> result.shows(subject))
                .<@Nullable Long>map(value)
                .filter(Objects::nonNull)
                .sorted(Comparator.naturalOrder())
                .toList();
        if (sorted.isEmpty()) {
            return OptionalLong.empty();
        }
        int middle = sorted.size() / 2;
        return OptionalLong.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }
}
