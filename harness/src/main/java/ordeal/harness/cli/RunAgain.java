package ordeal.harness.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ordeal.harness.child.ShellWords;
import ordeal.nemesis.plan.shipped.Overrides;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The arguments of a run with the same bug, system, settings and seed as another one, whose faults come from a plan file instead. What the
 * other run's directed plan brought along is spelled out.
 */
final class RunAgain {
    /** Options that say which faults there are, how many sends, and where the run's folder goes. */
    private static final Set<String> REPLACED = Set.of(
            "--plan",
            "--plan-of",
            "--general",
            "--settings",
            "--faults",
            "--time",
            "--budget",
            "--rate",
            "--name",
            "--results");
    /** What an option says as well, by the name that a directed plan has for it. */
    private static final Set<String> SHAPE = Set.of(
            "topics",
            "partitions",
            "replication-factor",
            "min-insync-replicas",
            "segment-bytes",
            "recovery-bound",
            "warm-up");
    /** Of these, what is taken from the plan only where nothing else was typed. */
    private static final Set<String> YIELDING = Set.of("warm-up");

    private RunAgain() {}

    /**
     * The arguments, from {@code run} on, without a plan and a rate.
     *
     * @param command the other run's, as {@code run.json} has it
     * @throws IllegalArgumentException when it is no command of a run; the message says why
     */
    static List<String> arguments(String command) {
        List<String> words = ShellWords.split(command);
        if (words.size() < 2 || !words.get(1).equals("run")) {
            throw new IllegalArgumentException("its command is not one of 'ordeal run': " + command);
        }
        RunCommand run = new RunCommand();
        CommandLine line = new CommandLine(run).setCaseInsensitiveEnumValuesAllowed(true);
        try {
            line.parseArgs(words.subList(2, words.size()).toArray(String[]::new));
            return arguments(line.getParseResult(), run.overrides());
        } catch (CommandLine.ParameterException e) {
            throw new IllegalArgumentException("its command cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> arguments(CommandLine.ParseResult given, Overrides brought) {
        Set<String> replaced = new HashSet<>(REPLACED);
        List<String> spelledOut = new ArrayList<>();
        brought.broker().forEach((key, value) -> spelledOut.add("--broker-config=" + key + "=" + value));
        brought.producer().forEach((key, value) -> spelledOut.add("--producer-config=" + key + "=" + value));
        for (Map.Entry<String, String> own : brought.run().entrySet()) {
            String option = "--" + own.getKey();
            boolean typed = YIELDING.contains(own.getKey()) && given.hasMatchedOption(option);
            if (SHAPE.contains(own.getKey()) && !typed) {
                replaced.add(option);
                spelledOut.add(option + "=" + own.getValue());
            }
        }
        List<String> arguments = new ArrayList<>(List.of("run"));
        for (OptionSpec option : given.matchedOptionsSet()) {
            if (!replaced.contains(option.longestName())) {
                option.originalStringValues().forEach(value -> arguments.add(option.longestName() + "=" + value));
            }
        }
        arguments.addAll(spelledOut);
        return arguments;
    }
}
