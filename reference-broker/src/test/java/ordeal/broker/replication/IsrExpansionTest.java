package ordeal.broker.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.fake.MemoryLogStorage;
import ordeal.broker.fake.RecordingJournal;
import ordeal.broker.fake.RecordingPeerTransport;
import ordeal.broker.fake.SmallBrokerConfig;
import ordeal.broker.fake.SteppedEventLoop;
import ordeal.broker.log.Logs;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionRequestData.BrokerState;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** A leader asks for a follower to be let into the ISR. */
class IsrExpansionTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final int CONTROLLER = 3;
    private static final long FOLLOWER_EPOCH = 70;

    private final SteppedEventLoop loop = new SteppedEventLoop();
    private final RecordingPeerTransport transport = new RecordingPeerTransport(loop);
    private final PartitionLeader leader = leader();

    private PartitionLeader leader() {
        transport.fail(CONTROLLER, true); // only what is asked matters
        BrokerConfig config = SmallBrokerConfig.of(1, null);
        Partitions partitions = new Partitions(
                new Surroundings(
                        loop,
                        new RecordingJournal(),
                        new ReplicationRules(),
                        config,
                        transport,
                        () -> 60,
                        new Others(),
                        new Progress(loop)),
                new Logs(loop, new MemoryLogStorage(loop, 0), config.log(), config.topicDefaults(), Integer.MAX_VALUE),
                _ -> SmallBrokerConfig.topicDefaults());
        assertThat(partitions.apply(
                        PARTITION, new Uuid(1, 2), new Leadership(1, 0, 0, List.of(1), List.of(1, 2, 4), null)))
                .isEqualTo(Errors.NONE);
        return partitions.get(PARTITION).flatMap(Partition::leader).orElseThrow();
    }

    /** What it holds it has shown under this epoch, and under no later one. */
    @Test
    void namesTheIncarnationThatHasShownWhatItHolds() {
        assertThat(leader.onFollowerFetch(2, FOLLOWER_EPOCH, 0, 0, -1)).isEqualTo(Errors.NONE);
        loop.runAll();
        assertThat(asked()).extracting(BrokerState::brokerId).containsExactly(1, 2);
        assertThat(asked()).extracting(BrokerState::brokerEpoch).containsExactly(-1L, FOLLOWER_EPOCH);
    }

    @Test
    void doesNotAskForWhoIsNotAlive() {
        assertThat(leader.onFollowerFetch(4, FOLLOWER_EPOCH, 0, 0, -1)).isEqualTo(Errors.NONE);
        loop.runAll();
        assertThat(transport.sentTo(CONTROLLER, AlterPartitionRequestData.class))
                .isEmpty();
    }

    private List<BrokerState> asked() {
        return transport
                .sentTo(CONTROLLER, AlterPartitionRequestData.class)
                .getFirst()
                .topics()
                .getFirst()
                .partitions()
                .getFirst()
                .newIsrWithEpochs();
    }

    /** Broker 2 is alive, broker 4 is not. */
    private record Others() implements Surroundings.Peers {
        @Override
        public boolean alive(int brokerId) {
            return brokerId == 2;
        }

        @Override
        public Optional<PeerAddress> controller() {
            return Optional.of(new PeerAddress(CONTROLLER, "broker-3", 9092));
        }
    }
}
