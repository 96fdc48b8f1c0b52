package ordeal.harness.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ordeal.harness.reference.scenario.Scenarios;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stock clients on one cluster of reference brokers: the newest of Kafka's clients and an older line with the same scenarios, and kcat. In
 * the middle of it the broker dies that is the controller and leads the partitions looked at.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConformanceIT {
    private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
    private static final int COUNT = 200;

    @TempDir
    private static Path folder;

    private static ReferenceCluster cluster;
    private static OlderClients olderClients;
    private static int victim;
    private static Function<String, SequencedMap<String, Callable<Void>>> newest;
    private static Function<String, SequencedMap<String, Callable<Void>>> older;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = ReferenceCluster.start(folder.resolve("nodes"));
        victim = cluster.state().controller().orElseThrow();
        newest = new Scenarios(cluster.bootstrapServers(), "newest", victim);
        olderClients = new OlderClients();
        older = olderClients.scenarios(cluster.bootstrapServers(), "older", victim);
    }

    @AfterAll
    static void closeCluster() throws Exception {
        cluster.close();
        olderClients.close();
    }

    @Test
    @Order(1)
    void hasTwoVersionsOfKafkasClients() throws Exception {
        assertThat(olderClients.library()).contains("/kafka-clients-3.9.");
        assertThat(OlderClients.placeOf(KafkaProducer.class).getPath()).contains("/kafka-clients-4.");
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> servesTheNewestClients() {
        return tests("newest clients: ", newest, Scenarios.ALL_SERVE);
    }

    @TestFactory
    @Order(3)
    Stream<DynamicTest> servesOlderClients() {
        return tests("older clients: ", older, Scenarios.ALL_SERVE);
    }

    @TestFactory
    @Order(4)
    Stream<DynamicTest> servesKcatWithEveryCodec() throws Exception {
        Kcat kcat = new Kcat(cluster.bootstrapServers(), folder);
        return CODECS.stream()
                .map(codec -> DynamicTest.dynamicTest("kcat: " + codec, () -> {
                    String topic = "kcat-" + codec;
                    kcat.run("", "-L", "-t", topic); // which creates it
                    for (boolean idempotent : List.of(false, true)) {
                        kcat.run(
                                numbered(),
                                "-P",
                                "-t",
                                topic,
                                "-p",
                                "0",
                                "-K:",
                                "-z",
                                codec,
                                "-X",
                                "enable.idempotence=" + idempotent);
                    }
                    assertThat(kcat.consume(topic, 0, "beginning", "%k:%s\n")).isEqualTo(numbered() + numbered());
                    assertThat(kcat.consume(topic, 0, "390", "%o %k:%s\n"))
                            .isEqualTo(IntStream.range(390, 400)
                                    .mapToObj(offset -> offset + " " + line(offset - COUNT))
                                    .collect(Collectors.joining()));
                }));
    }

    @Test
    @Order(5)
    void servesKcatsOtherQuestions() throws Exception {
        Kcat kcat = new Kcat(cluster.bootstrapServers(), folder);
        assertThat(kcat.run("", "-L")).contains("3 brokers:", "topic \"kcat-zstd\" with 1 partitions:", "(controller)");
        assertThat(kcat.run("", "-Q", "-t", "kcat-gzip:0:-1")).contains("kcat-gzip [0] offset 400");
        assertThat(kcat.run("", "-Q", "-t", "kcat-gzip:0:-2")).contains("kcat-gzip [0] offset 0");
        assertThat(kcat.run("", "-Q", "-t", "kcat-gzip:0:1")).contains("kcat-gzip [0] offset 0");
        assertThat(kcat.consume("newest-compressed-zstd", 1, "beginning", "%o\n"))
                .isEqualTo(IntStream.range(0, 122)
                        .mapToObj(offset -> offset + "\n")
                        .collect(Collectors.joining()));
    }

    @Test
    @Order(6)
    void refusesKcatWhatIsNotThere() throws Exception {
        Kcat kcat = new Kcat(cluster.bootstrapServers(), folder);
        assertThat(kcat.attempt("lost\n", "-P", "-t", "kcat-none", "-p", "7", "-X", "message.timeout.ms=2000")
                        .error())
                .containsIgnoringCase("unknown partition");
        assertThat(kcat.attempt(
                                "",
                                "-C",
                                "-t",
                                "kcat-none",
                                "-p",
                                "0",
                                "-o",
                                "100000",
                                "-e",
                                "-X",
                                "topic.auto.offset.reset=error")
                        .error())
                .containsIgnoringCase("out of range");
    }

    @Test
    @Order(7)
    void losesItsControllerWhichLed() throws Exception {
        cluster.kill(victim);
        cluster.await(
                "another controller, and the victim is gone",
                state -> !state.registered(victim)
                        && state.controller().isPresent()
                        && state.controller().getAsInt() != victim);
    }

    @TestFactory
    @Order(8)
    Stream<DynamicTest> servesOnWithoutIt() {
        return Stream.concat(
                tests("newest clients: ", newest, Scenarios.VICTIM_DEAD),
                tests("older clients: ", older, Scenarios.VICTIM_DEAD));
    }

    @Test
    @Order(9)
    void startsItsVictimAgain() throws Exception {
        cluster.restart(victim);
        cluster.await("the victim is back", state -> state.registered(victim));
    }

    @TestFactory
    @Order(10)
    Stream<DynamicTest> servesWithAllAgain() {
        return Stream.concat(
                tests("newest clients: ", newest, Scenarios.VICTIM_BACK),
                tests("older clients: ", older, Scenarios.VICTIM_BACK));
    }

    @Test
    @Order(11)
    void neverMetAnError() {
        cluster.assertHealthy();
    }

    private static Stream<DynamicTest> tests(
            String client, Function<String, SequencedMap<String, Callable<Void>>> scenarios, String stage) {
        return scenarios.apply(stage).entrySet().stream()
                .map(scenario -> DynamicTest.dynamicTest(client + scenario.getKey(), scenario.getValue()::call));
    }

    private static String numbered() {
        return IntStream.range(0, COUNT).mapToObj(ConformanceIT::line).collect(Collectors.joining());
    }

    private static String line(int number) {
        return "key " + number + ":value " + number + " of a few that are much alike\n";
    }
}
