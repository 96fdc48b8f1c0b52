package ordeal.harness.trial;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The table of all trials, as Markdown: what is found how often, and how often nothing is found where there is nothing.
 *
 * @param rows all rows
 * @param demanding whether each subject must be found in four of five runs; drawn faults need not provoke every bug
 */
public record TrialTable(List<TrialRow> rows, boolean demanding) {
    private static final String NONE = "";

    public TrialTable {
        rows = List.copyOf(rows);
    }

    /** 1 when something is not found often enough or a control raised an alarm, else 2 when a run was not judged, else 0. */
    public int exitCode() {
        if (!missed().isEmpty() || rows.stream().anyMatch(row -> !row.alarms().isEmpty())) {
            return 1;
        }
        return rows.stream().allMatch(row -> row.unjudged().isEmpty()) ? 0 : 2;
    }

    private List<TrialRow> missed() {
        return rows.stream()
                .filter(row -> demanding && !row.isFoundOftenEnough())
                .toList();
    }

    /** The sum of it in a sentence or more. */
    public String sentence() {
        long controls = rows.stream().mapToLong(row -> row.control().size()).sum();
        long silent = rows.stream().mapToLong(TrialRow::silent).sum();
        long faulty = rows.stream().mapToLong(row -> row.faulty().size()).sum();
        long shown = rows.stream().mapToLong(TrialRow::shown).sum();
        long alarms = rows.stream().mapToLong(row -> row.alarms().size()).sum();
        long unjudged = rows.stream().mapToLong(row -> row.unjudged().size()).sum();
        String found = faulty == 0
                ? ""
                : "Found in %d of %d runs with a bug or wrong settings%s. "
                        .formatted(
                                shown,
                                faulty,
                                missed().isEmpty()
                                        ? ""
                                        : ", and not often enough: "
                                                + missed().stream()
                                                        .map(row ->
                                                                row.subject().name())
                                                        .collect(Collectors.joining(", ")));
        return found
                + "%d of %d controls silent, %d false alarms, %d runs without a verdict."
                        .formatted(silent, controls, alarms, unjudged);
    }

    /** The tables. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        appendBugs(text);
        appendMisconfigurations(text);
        text.append('\n').append(sentence()).append('\n');
        rows.stream().map(TrialRow::subject).distinct().forEach(subject -> appendPermitted(text, subject));
        rows.forEach(row -> appendRemarks(text, row));
        return text.toString();
    }

    private void appendBugs(StringBuilder text) {
        List<TrialRow> bugs = rows.stream()
                .filter(row -> row.subject() instanceof Subject.Bug)
                .toList();
        if (!bugs.isEmpty()) {
            text.append(
                    "| bug | found | by | first proof | acknowledged sends before it | also fired | control silent | on Kafka |\n");
            text.append("|---|---|---|---|---|---|---|---|\n");
            bugs.stream().map(TrialRow::subject).distinct().forEach(subject -> text.append(bugLine(subject, bugs)));
        }
    }

    private void appendMisconfigurations(StringBuilder text) {
        List<TrialRow> cases = rows.stream()
                .filter(row -> row.subject() instanceof Subject.Misconfiguration)
                .toList();
        if (!cases.isEmpty()) {
            text.append(
                    "\n| wrong settings | system | loss found | as | lost records | right settings: nothing lost |\n");
            text.append("|---|---|---|---|---|---|\n");
            cases.forEach(row -> text.append(caseLine(row)));
        }
    }

    private static void appendPermitted(StringBuilder text, Subject subject) {
        if (!subject.permitted().isEmpty()) {
            text.append("\n- `%s`: its plan loses records by %s, which is permitted with the bug and without.\n"
                    .formatted(subject.name(), String.join(" and ", subject.permitted())));
        }
    }

    /** What somebody has to look at: one line and one command for each. */
    private static void appendRemarks(StringBuilder text, TrialRow row) {
        row.alarms().forEach(result -> appendRemark(text, "false alarm", result));
        row.unjudged().forEach(result -> appendRemark(text, "no verdict", result));
        row.faulty().stream()
                .filter(result -> !result.shows(row.subject()))
                .filter(result -> !row.unjudged().contains(result))
                .forEach(result -> appendRemark(text, "not found", result));
    }

    private static void appendRemark(StringBuilder text, String what, TrialResult result) {
        text.append("\n- %s: `%s`: %s\n".formatted(what, result.command(), reason(result)));
    }

    private static String reason(TrialResult result) {
        return result.reason().isEmpty() ? "valid, permitted losses: " + result.permitted() : result.reason();
    }

    private static String bugLine(Subject subject, List<TrialRow> rows) {
        List<TrialRow> own =
                rows.stream().filter(row -> row.subject().equals(subject)).toList();
        TrialRow first = own.getFirst();
        String elsewhere = own.stream().skip(1).map(TrialTable::silence).collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        subject.name(),
                        first.faulty().isEmpty()
                                ? NONE
                                : first.shown() + " of " + first.faulty().size(),
                        words(first.proofs()),
                        seconds(first.medianProofMs()),
                        number(first.medianAcknowledgedBefore()),
                        words(first.others()),
                        silence(first),
                        elsewhere);
    }

    private static String caseLine(TrialRow row) {
        return "| `%s` | %s | %s | %s | %s | %s |\n"
                .formatted(
                        row.subject().name(),
                        row.system(),
                        row.faulty().isEmpty()
                                ? NONE
                                : row.shown() + " of " + row.faulty().size(),
                        row.subject().expected(),
                        number(row.medianPermitted()),
                        silence(row));
    }

    private static String silence(TrialRow row) {
        return row.control().isEmpty()
                ? NONE
                : row.silent() + " of " + row.control().size();
    }

    private static String words(Map<String, Long> runs) {
        return runs.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String seconds(OptionalLong ms) {
        return ms.isEmpty() ? NONE : String.format(Locale.ROOT, "%.1f s", ms.getAsLong() / 1_000.0);
    }

    private static String number(OptionalLong number) {
        return number.isEmpty() ? NONE : String.format(Locale.ROOT, "%,d", number.getAsLong());
    }
}
