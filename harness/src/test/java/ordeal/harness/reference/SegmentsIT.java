package ordeal.harness.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ordeal.nemesis.port.ClusterState;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files that reference brokers leave behind after a load with every codec, through two deaths of leaders, read by Kafka's own tool,
 * which must find nothing wrong with them.
 */
class SegmentsIT {
    private static final String TOPIC = "load";
    private static final int PARTITIONS = 3;
    private static final int ENOUGH_RECORDS = 3_000;
    private static final int OFFSET_INDEX_POSITION = 7;
    private static final int TIME_INDEX_TIMESTAMP = 7;
    private static final int IN_FIRST_BATCH = 80;

    @TempDir
    private static Path folder;

    private static Load load;
    private static SortedMap<Integer, Path> folders;
    private static Map<Integer, LogDump> dumps;
    private static List<Integer> leaders;

    @BeforeAll
    static void loadKillAndDump() throws Exception {
        dumps = new TreeMap<>();
        leaders = new ArrayList<>();
        folders = new TreeMap<>();
        try (ReferenceCluster cluster = ReferenceCluster.start(folder.resolve("nodes"))) {
            create(cluster);
            load = new Load(cluster.bootstrapServers(), TOPIC, PARTITIONS);
            load.start();
            try {
                awaitProgress();
                for (int partition : List.of(0, 1)) {
                    killAndRestartLeaderOf(cluster, partition);
                    awaitProgress();
                }
            } finally {
                load.stop();
            }
            cluster.await("everything is in sync", SegmentsIT::inSync);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                leaders.add(leaderOf(cluster.state(), partition));
            }
            cluster.assertHealthy();
            for (int broker = 1; broker <= 3; broker++) {
                folders.put(broker, cluster.folderOf(broker).resolve("data"));
            }
        }
        for (Map.Entry<Integer, Path> broker : folders.entrySet()) {
            dumps.put(broker.getKey(), LogDump.of(broker.getValue(), folder));
        }
    }

    @AfterAll
    static void forget() {
        dumps.clear();
    }

    @Test
    void kafkasToolComplainsAboutNoFile() {
        dumps.forEach((broker, dump) -> assertThat(dump.complaints())
                .as("complaints about broker " + broker)
                .isEmpty());
    }

    @Test
    void theLoadLeftSegmentsOfEveryKindBehind() {
        dumps.forEach((broker, dump) -> {
            assertThat(dump.files())
                    .as("files of broker " + broker)
                    .filteredOn(file -> file.toString().endsWith(".log"))
                    .hasSizeGreaterThan(2 * PARTITIONS);
            assertThat(dump.indexEntryCount())
                    .as("index entries of broker " + broker)
                    .isGreaterThan(100);
            assertThat(dump.codecs().keySet()).as("codecs of broker " + broker).containsAll(Load.CODECS);
            assertThat(dump.leaderEpochs())
                    .as("leader epochs of broker " + broker)
                    .hasSizeGreaterThan(2);
        });
    }

    @Test
    void everyReplicaHoldsEveryAcknowledgedRecordAtItsOffset() {
        forEachReplica((partition, broker, records) -> assertThat(records)
                .as("partition " + partition + " on broker " + broker)
                .containsAllEntriesOf(load.acknowledged(partition)));
        assertThat(load.acknowledgedCount()).isGreaterThan(3 * ENOUGH_RECORDS);
    }

    @Test
    void everyOtherRecordWasSentAndNoneIsThereTwice() {
        forEachReplica((partition, broker, records) -> {
            String where = "partition " + partition + " on broker " + broker;
            assertThat(records.values().stream().filter(value -> !load.sent().contains(value)))
                    .as("never sent: " + where)
                    .isEmpty();
            assertThat(new HashSet<>(records.values())).as(where).hasSameSizeAs(records.values());
            assertThat(records.lastKey()).as("no offset is left out: " + where).isEqualTo(records.size() - 1L);
        });
    }

    @Test
    void replicasInSyncHoldTheSameAsTheirLeader() {
        forEachReplica((partition, broker, records) -> assertThat(records)
                .as("partition " + partition + " on broker " + broker)
                .isEqualTo(records(leaders.get(partition), partition)));
    }

    @Test
    void aDamagedFileWouldHaveBeenComplainedOf() throws Exception {
        assertThat(complaintsWith(".index", OFFSET_INDEX_POSITION)).isNotEmpty();
        assertThat(complaintsWith(".timeindex", TIME_INDEX_TIMESTAMP)).isNotEmpty();
        assertThat(complaintsWith(".log", IN_FIRST_BATCH)).isNotEmpty();
    }

    /** What the tool says of a copy of a partition, one byte of one file of which is another one. */
    private static List<String> complaintsWith(String suffix, int position) throws Exception {
        Path original = Objects.requireNonNull(folders.get(1)).resolve(TOPIC + "-0");
        Path copy = folder.resolve("copy" + suffix).resolve(original.getFileName());
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Path damaged = copy.resolve("0".repeat(20) + suffix);
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[position]++;
        Files.write(damaged, bytes);
        return LogDump.of(Objects.requireNonNull(copy.getParent()), folder).complaints();
    }

    /** One replica's records. */
    @FunctionalInterface
    private interface Replica {
        void accept(int partition, int broker, SortedMap<Long, String> records);
    }

    private static void forEachReplica(Replica check) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int broker : dumps.keySet()) {
                check.accept(partition, broker, records(broker, partition));
            }
        }
    }

    private static SortedMap<Long, String> records(int broker, int partition) {
        return Objects.requireNonNull(dumps.get(broker), "a dump of every broker")
                .recordsOf(TOPIC + "-" + partition);
    }

    private static void create(ReferenceCluster cluster) throws Exception {
        Map<Integer, List<Integer>> replicas = Map.of(0, List.of(1, 2, 3), 1, List.of(2, 3, 1), 2, List.of(3, 1, 2));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, replicas)
                            .configs(Map.of("segment.bytes", "65536", "index.interval.bytes", "1024"))))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        cluster.await("the topic is in sync", SegmentsIT::inSync);
    }

    private static void killAndRestartLeaderOf(ReferenceCluster cluster, int partition) throws InterruptedException {
        int leader = leaderOf(cluster.state(), partition);
        cluster.kill(leader);
        cluster.await("another leader", state -> {
            int now = leaderOf(state, partition);
            return now != leader && now >= 0;
        });
        awaitProgress();
        cluster.restart(leader);
        cluster.await("everything is in sync again", SegmentsIT::inSync);
    }

    private static void awaitProgress() throws InterruptedException {
        int target = load.acknowledgedCount() + ENOUGH_RECORDS;
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (load.acknowledgedCount() < target) {
            assertThat(System.nanoTime() - deadlineNanos)
                    .as("only " + load.acknowledgedCount() + " records were acknowledged")
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static int leaderOf(ClusterState state, int partition) {
        return state.partition(TOPIC + "-" + partition).leader().orElse(-1);
    }

    private static boolean inSync(ClusterState state) {
        return state.registrations().size() == 3
                && IntStream.range(0, PARTITIONS)
                        .allMatch(partition -> leaderOf(state, partition) >= 0
                                && state.partition(TOPIC + "-" + partition)
                                                .isr()
                                                .size()
                                        == 3);
    }
}
