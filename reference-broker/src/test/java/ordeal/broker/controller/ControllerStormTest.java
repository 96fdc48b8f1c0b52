package ordeal.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import ordeal.broker.controller.ControllerWorld.Node;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.coordination.PartitionStateJson;
import ordeal.broker.coordination.Znode;
import ordeal.broker.coordination.ZnodeStat;
import ordeal.broker.fake.FakeZooKeeper.Transaction;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that die, come back, lose their sessions and their connections at random; the rules must hold at every transaction. */
class ControllerStormTest {
    private static final List<Integer> BROKERS = List.of(1, 2, 3);

    private final Map<String, PartitionState> states = new HashMap<>();
    private int controllerEpoch = -1;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyWriteKeepsTheRulesAndTheClusterComesToRest(long seed) {
        Random random = new Random(seed);
        ControllerWorld world = new ControllerWorld(seed).start(1, 2, 3);
        Map<Integer, List<Integer>> replicas =
                new TreeMap<>(Map.of(0, List.of(1, 2, 3), 1, List.of(2, 3, 1), 2, List.of(3, 1, 2), 3, List.of(2, 1)));
        world.topic("t", replicas);
        world.zookeeper.transactions().forEach(this::judge);
        world.zookeeper.observe(this::judge);
        for (int step = 0; step < 60; step++) {
            disturb(world, random, 1 + random.nextInt(3));
            world.time.advanceMs(random.nextInt(1500));
        }
        BROKERS.forEach(id -> world.node(id).member.coordination().restore());
        world.time.advanceMs(20_000);
        world.verify();
        world.controller();
        assertThat(controllerEpoch).as("seed %s, controllers there were", seed).isPositive();
        for (int partition : replicas.keySet()) {
            PartitionState state = world.state("t", partition);
            assertThat(state.leader())
                    .as("seed %s, leader of t-%s", seed, partition)
                    .isPositive();
        }
    }

    private static void disturb(ControllerWorld world, Random random, int id) {
        Node node = world.node(id);
        switch (random.nextInt(6)) {
            case 0 -> world.zookeeper.expire(node.member.coordination().sessionId());
            case 1 -> node.member.coordination().cut(random.nextBoolean());
            case 2, 3 -> node.member.coordination().restore();
            case 4 ->
                node.member.coordination().loseConnectionAt(_ -> true, random.nextBoolean(), random.nextInt(1000));
            default -> {
                node.member.crash();
                world.zookeeper.expire(node.member.coordination().sessionId());
                world.begin(id);
            }
        }
    }

    private void judge(Transaction transaction) {
        for (Operation operation : transaction.operations()) {
            switch (operation) {
                case Operation.Create create -> written(transaction, create.path(), create.data());
                case Operation.Set set -> written(transaction, set.path(), set.data());
                case Operation.Delete _, Operation.Check _ -> {}
            }
        }
    }

    private void written(Transaction transaction, String path, byte[] data) {
        if (path.equals("/controller_epoch")) {
            int epoch = Integer.parseInt(new String(data, StandardCharsets.UTF_8));
            assertThat(epoch).as("%s", transaction).isEqualTo(controllerEpoch + 1);
            controllerEpoch = epoch;
        } else if (path.endsWith("/state")) {
            PartitionState state =
                    PartitionStateJson.decode(new TopicPartition(path, 0), new Znode(data, new ZnodeStat(0, 0, 0, 0)));
            assertThat(state.controllerEpoch()).as("%s", transaction).isEqualTo(controllerEpoch);
            assertThat(state.isr()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(state.leader() == PartitionState.NO_LEADER || state.isr().contains(state.leader()))
                    .as("the leader is in sync: %s", state)
                    .isTrue();
            PartitionState before = states.put(path, state);
            if (before != null) {
                assertThat(state.leaderEpoch()).isEqualTo(before.leaderEpoch() + 1);
                assertThat(before.isr()).as("no ISR grows by itself").containsAll(state.isr());
            }
        }
    }
}
