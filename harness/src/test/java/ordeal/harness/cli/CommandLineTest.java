package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import ordeal.nemesis.plan.shipped.BugPlans;
import ordeal.nemesis.plan.shipped.DirectedPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The command line without a cluster: help, wrong usage, plans. */
class CommandLineTest {
    @TempDir
    private Path folder;

    /** What a command printed and how it ended. */
    private record Ended(int exitCode, String out, String err) {}

    @ParameterizedTest
    @MethodSource("everyCommand")
    void explainsEveryOptionOfEveryCommand(List<String> command, CommandLine model) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add("--help");
        Ended help = execute(arguments.toArray(String[]::new));
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        for (OptionSpec option : model.getCommandSpec().options()) {
            assertThat(help.out()).contains(option.longestName());
            assertThat(String.join("", option.description()))
                    .as(option.longestName())
                    .isNotBlank();
        }
        for (var parameter : model.getCommandSpec().positionalParameters()) {
            assertThat(help.out()).contains(parameter.paramLabel());
        }
        model.getSubcommands().forEach((name, sub) -> {
            if (!sub.getCommandSpec().usageMessage().hidden()) {
                assertThat(help.out()).contains(name);
            }
        });
        assertThat(String.join("", model.getCommandSpec().usageMessage().description()))
                .isNotBlank();
    }

    static Stream<Arguments> everyCommand() {
        return commands(List.of(), Main.commandLine());
    }

    private static Stream<Arguments> commands(List<String> path, CommandLine command) {
        return Stream.concat(
                Stream.of(Arguments.of(path, command)),
                command.getSubcommands().entrySet().stream()
                        .filter(sub ->
                                !sub.getValue().getCommandSpec().usageMessage().hidden())
                        .flatMap(sub -> commands(
                                Stream.concat(path.stream(), Stream.of(sub.getKey()))
                                        .toList(),
                                sub.getValue())));
    }

    @Test
    void saysItsVersion() {
        assertThat(execute("--version").out()).matches("ordeal \\d.*\\s*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cluster"})
    void wantsACommand(String command) {
        Ended ended = execute(command.isEmpty() ? new String[0] : new String[] {command});
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.err()).contains("Which command?").contains("Usage:");
    }

    @ParameterizedTest
    @CsvSource({
        "'run --sede 7', '--seed'",
        "'plan --brokerz 3', '--brokers'",
        "'chekc', 'check'",
    })
    void suggestsWhatWasMeant(String line, String meant) {
        Ended ended = execute(line.split(" ", -1));
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.err())
                .containsAnyOf("Unknown option", "Unmatched argument")
                .contains(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "'run --zookeepers 2', '--zookeepers''', '1 or 3'",
        "'plan --zookeepers 0', '--zookeepers''', '1 or 3'",
        "'run --system kafka-9', '--system''', 'kafka-3.9'",
        "'plan --cluster cloud', '--cluster''', 'allowed: local'",
        "'run --brokers 10', '--brokers''', '1 to 9'",
        "'plan --brokers 0', '--brokers''', '1 to 9'",
        "'run --session-timeout-ms 999', '--session-timeout-ms''', '1000 to 10000'",
        "'run --heap-mb 1', '--heap-mb''', 'at least 128'",
        "'plan --plan nonsense', 'no plan ''nonsense''', 'random, none'",
        "'run --plan nonsense', 'no plan ''nonsense''', 'random, none'",
        "'plan --settings wrnog', '--settings''', 'wrong, right'",
        "'plan --time 5', 'no length of time', '60s'",
        "'plan --faults bogus', 'bogus', ''",
        "'plan --seed x', '--seed', ''",
        "'run --acks 2', '--acks''', 'all, 1, 0'",
        "'run --system reference --bug nonsense', 'no bug ''nonsense''', 'acknowledge-at-append'",
        "'plan --plan-of nonsense', 'no bug ''nonsense''', 'truncate-to-high-watermark'",
        "'run --system kafka-3.9 --bug acknowledge-at-append', 'kafka-3.9', '--system reference'",
        "'plan --bug acknowledge-at-append --plan-of acknowledge-at-append', '--bug', 'one of them'",
        "'bugs verify --bug nonsense', 'misconfiguration ''nonsense''', 'acknowledge-at-append'",
        "'bugs verify --seeds 0', '--seeds''', '1 to'",
        "'bugs verify --kafka-seeds -1', '--kafka-seeds''', '0 to'",
        "'bugs verify --bug acks-one --kafka-seeds 0', 'nothing runs', '--kafka-seeds'",
        "'bugs verify --bug min-isr-one --general', 'nothing runs', '--general'",
        "'plan --general', '--general', '--bug or --plan-of'",
        "'run --general --plan none --bug acknowledge-at-append', '--general', 'give one of them'",
        "'plan --general --plan acks-one --plan-of acknowledge-at-append', '--general', 'give one of them'",
        "'run --general --system reference --bug nonsense', 'no bug ''nonsense''', 'acknowledge-at-append'",
        "'bench --systems kafka-9', '--systems''', 'kafka-3.9'",
        "'bench --systems reference,reference', '--systems''', 'different'",
        "'bench --rounds 0', '--rounds''', '1 or more'",
        "'bench --loads 100', '--loads''', '1024x6'",
        "'bench --heap-mb 1', '--heap-mb''', 'at least 128'",
        "'run --known-bugs hide', '--known-bugs', 'neither spare nor provoke'",
        "'run --replication-factor 4', '--replication-factor 4', 'there are 3'",
        "'run --min-insync-replicas 4', '--min-insync-replicas 4', 'replication factor 3'",
        "'run --min-size 5', 'payload sizes', '20'",
        "'run --rate 0', 'rate', ''",
        "'run --producers 0', 'producer', ''",
        "'run --consumers 0', 'consumer', ''",
        "'run --topics 0', '--topics 0', 'at least 1'",
        "'run --partitions 0', '--partitions 0', 'at least 1'",
        "'run --segment-bytes 1', '--segment-bytes 1', 'at least'",
        "'run --broker-config log.flush.interval.messages=soon', 'log.flush.interval.messages', 'soon'",
        "'run --broker-config log.flush.interval.messages=9223372036854775808', 'log.flush.interval.messages', '9223372036854775808'",
    })
    void refusesWhatCannotBeAndSaysWhatCan(String line, String named, String allowed) {
        Ended ended = execute((line + " --results=" + folder)
                .replaceAll("^plan(.*) --results.*$", "plan$1")
                .split(" ", -1));
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(64);
        assertThat(ended.err().lines().findFirst().orElse("")).contains(named).contains(allowed);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void plansTheSameForTheSameSeed() {
        Ended first = execute("plan", "--seed", "7");
        assertThat(first.exitCode()).isZero();
        assertThat(execute("plan", "--seed", "7").out()).isEqualTo(first.out());
        assertThat(execute("plan", "--seed", "8").out()).isNotEqualTo(first.out());
        assertThat(first.out().lines().filter(line -> line.matches("\\s*\\d+ .*")))
                .hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void drawsAllKindsThatAreHarmlessOrEverythingWhenAskedTo() {
        String all = execute("plan", "--seed", "7", "--time", "20m", "--faults", "all")
                .out();
        String destructive = execute("plan", "--seed", "7", "--time", "20m", "--faults", "destructive")
                .out();
        assertThat(all)
                .contains(" rolling-restart ", " kill ", " wipe-disk ")
                .doesNotContain(" wipe-disks ", " disk-full ", " drift-clock ");
        assertThat(destructive).contains(" wipe-disks ", " kill ").doesNotContain(" bit-rot ", " leap-clock ");
        assertThat(execute("plan", "--seed", "7", "--faults", "all,bit-rot").exitCode())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unclean-election", "acks-one", "unsynced-tail", "min-isr-one", "one-replica", "none"})
    void showsEveryPlanThatComesWithIt(String plan) {
        assertThat(execute("plan", "--plan", plan, "--settings", "right").exitCode())
                .isZero();
    }

    static List<String> bugs() {
        return BugPlans.all().stream().map(DirectedPlan::name).toList();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void showsTheSamePlanForABugAndWithoutIt(String bug) {
        Ended with = execute("plan", "--seed", "7", "--system", "reference", "--bug", bug);
        assertThat(with.exitCode()).as(with.err()).isZero();
        assertThat(with.out()).isNotEmpty();
        assertThat(execute("plan", "--seed", "7", "--plan-of", bug).out()).isEqualTo(with.out());
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void drawsFaultsAtRandomForABugAndWithoutIt(String bug) {
        String random = execute("plan", "--seed", "7").out();
        Ended with = execute("plan", "--seed", "7", "--system", "reference", "--bug", bug, "--general");
        assertThat(with.exitCode()).as(with.err()).isZero();
        assertThat(with.out()).isEqualTo(random);
        assertThat(execute("plan", "--seed", "7", "--plan-of", bug, "--general").out())
                .isEqualTo(random);
    }

    @Test
    void drawsOnlyTheKindsThatAreAskedForBesideABug() {
        Ended kills = execute("plan", "--seed", "7", "--plan-of", "optimistic-shrink", "--general", "--faults", "kill");
        assertThat(kills.out().lines().filter(line -> line.matches("\\s*\\d+ .*")))
                .isNotEmpty()
                .allMatch(line -> line.contains(" kill "));
    }

    /** An exit code of 1 would be a verdict. */
    @Test
    void whatTheVirtualMachineFailsWithIsNoVerdict() {
        StringWriter err = new StringWriter();
        CommandLine failing = new CommandLine(CommandLine.Model.CommandSpec.create())
                .setExecutionStrategy(_ -> {
                    throw new OutOfMemoryError("Java heap space");
                })
                .setErr(new PrintWriter(err, true));
        assertThat(Main.execute(failing)).isEqualTo(70);
        assertThat(err.toString()).contains("Java heap space");
    }

    @Test
    void wantsTheBrokersConfiguration() {
        Ended ended = execute("broker");
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.err()).contains("--config");
    }

    @Test
    void listsFaultsAndWhyClocksCannotBeShifted() {
        Ended faults = execute("faults");
        assertThat(faults.exitCode()).isZero();
        assertThat(faults.out()).contains("kill ", "pause ", "partition ", "move-controller ");
        assertThat(faults.out().lines().map(String::strip))
                .contains("not here: cannot shift wall clocks: child processes share this machine's clock");
    }

    @Test
    void listsOfEachFaultWhoDrawsItAndWhatItNeeds() {
        List<String> lines =
                execute("faults").out().lines().map(String::stripTrailing).toList();
        assertThat(lines)
                .contains(
                        "FAULT                HERE DRAWN        WHAT IT DOES",
                        "kill                 yes  by default   SIGKILL a node; start it at once, after its session expired, or later",
                        "                                       needs: kill, stop and start processes",
                        "hold-links           yes  plans only   hold links until a later step releases them")
                .anyMatch(line -> line.startsWith("expire-session       yes  all          make ZooKeeper end"))
                .anyMatch(line -> line.startsWith("bit-rot              no   destructive  kill a broker"))
                .anyMatch(line -> line.startsWith("reorder-link         no   all          let packets"))
                .allMatch(line -> line.length() <= 125);
    }

    @Test
    void checksNoFolderWithoutARun() {
        Ended ended = execute("check", folder.toString());
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.err()).contains("no readable run.json");
    }

    @Test
    void cannotCheckARunWhoseDescriptionIsGarbage() throws IOException {
        Files.writeString(folder.resolve("run.json"), "{ \"format");
        Ended ended = execute("check", folder.toString());
        assertThat(ended.exitCode()).isEqualTo(70);
        assertThat(ended.err()).contains("run.json");
    }

    private static Ended execute(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }
}
