package ordeal.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;
import ordeal.harness.report.html.Words;

/**
 * The verdict in plain words.
 *
 * @param title one short sentence
 * @param details what it rests on, and what must be known beside it
 */
record Headline(String title, List<String> details) {
    private static final String PERMITTED = "permitted:";

    Headline {
        details = List.copyOf(details);
    }

    static Headline of(RunVerdict run, List<FaultRecord> injected) {
        return switch (run.verdict()) {
            case Verdict.Valid _ ->
                new Headline(
                        permittedLosses(run) == 0
                                ? "The cluster kept its promises"
                                : "The cluster kept its promises, as far as its settings go",
                        kept(run, injected));
            case Verdict.Invalid _ -> new Headline("The cluster broke " + promises(run), broken(run, injected));
            case Verdict.Unknown(String reason) ->
                new Headline(
                        "This run proves nothing",
                        List.of(
                                "No promise was seen broken, but not everything could be judged, so this is not a pass.",
                                "The reason: " + reason + "."));
        };
    }

    private static List<String> kept(RunVerdict run, List<FaultRecord> injected) {
        List<String> details = new ArrayList<>();
        long permitted = permittedLosses(run);
        Optional<Long> acknowledged = count(run, "durability", "acknowledged-sends");
        String faults = faults(injected);
        if (acknowledged.isEmpty()) {
            details.add("Every check passed " + faults + ".");
            count(run, "durability", "unanswered-sends")
                    .ifPresent(sent -> details.add(
                            "%s sends were made with acks=0: nobody acknowledged one, so that none was promised to be there."
                                    .formatted(Words.count(sent))));
        } else if (permitted == 0) {
            details.add("No acknowledged record of %s was lost %s.".formatted(Words.count(acknowledged.get()), faults));
        } else {
            details.add("Records were lost %s, each for a cause that the settings permit: %s. No other loss was found."
                    .formatted(faults, String.join(", ", causes(run))));
            details.add("%s counted, among %s acknowledged records."
                    .formatted(
                            Words.count(permitted, "permitted loss", "permitted losses"),
                            Words.count(acknowledged.get())));
        }
        return details;
    }

    private static List<String> broken(RunVerdict run, List<FaultRecord> injected) {
        List<String> details = new ArrayList<>();
        for (CheckResult result : run.results()) {
            if (result.verdict() instanceof Verdict.Invalid(String reason)) {
                details.add(PromiseWords.title(result.promise()) + ", by the check " + result.checker() + ": " + reason
                        + ".");
            }
        }
        details.add("This was seen " + faults(injected) + ".");
        return details;
    }

    private static String promises(RunVerdict run) {
        List<String> names = run.promises().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Verdict.Invalid)
                .map(Map.Entry::getKey)
                .filter(promise -> promise != Promise.ASSUMPTIONS)
                .map(PromiseWords::name)
                .toList();
        return switch (names.size()) {
            case 0 -> "the rules of the test";
            case 1 -> "a promise: " + names.getFirst();
            default -> Words.count(names.size()) + " promises: " + String.join(", ", names);
        };
    }

    private static String faults(List<FaultRecord> injected) {
        long kinds = injected.stream().map(FaultRecord::kind).distinct().count();
        return injected.isEmpty()
                ? "while no fault hit the cluster"
                : "while %s of %s hit the cluster"
                        .formatted(Words.count(injected.size(), "fault"), Words.count(kinds, "kind"));
    }

    /** How many acknowledged or read records were lost for a permitted cause. */
    static long permittedLosses(RunVerdict run) {
        return run.results().stream()
                .filter(result -> result.checker().equals("durability"))
                .flatMap(result -> result.counts().entrySet().stream())
                .filter(entry -> entry.getKey().startsWith(PERMITTED))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static List<String> causes(RunVerdict run) {
        return run.counts().keySet().stream()
                .filter(name -> name.startsWith(PERMITTED))
                .map(name -> name.substring(PERMITTED.length()).replace('-', ' '))
                .toList();
    }

    /** A checker's count; empty when it did not count this. */
    static Optional<Long> count(RunVerdict run, String checker, String name) {
        return run.results().stream()
                .filter(result -> result.checker().equals(checker))
                .flatMap(result -> Optional.ofNullable(result.counts().get(name)).stream())
                .findFirst();
    }
}
