package ordeal.broker.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ordeal.broker.metadata.ClusterMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.UpdateMetadataRequestData;
import org.apache.kafka.common.message.UpdateMetadataRequestData.UpdateMetadataBroker;
import org.apache.kafka.common.message.UpdateMetadataRequestData.UpdateMetadataEndpoint;
import org.apache.kafka.common.message.UpdateMetadataRequestData.UpdateMetadataPartitionState;
import org.apache.kafka.common.message.UpdateMetadataRequestData.UpdateMetadataTopicState;

/** Builds what a controller tells. */
final class TestCluster {
    static final Uuid TOPIC_ID = new Uuid(1, 2);

    private final UpdateMetadataRequestData update = new UpdateMetadataRequestData()
            .setControllerId(1)
            .setControllerEpoch(4)
            .setBrokerEpoch(-1);

    TestCluster broker(int id, String... listeners) {
        List<UpdateMetadataEndpoint> endpoints = new ArrayList<>();
        for (String listener : listeners) {
            endpoints.add(new UpdateMetadataEndpoint()
                    .setListener(listener)
                    .setHost(listener.toLowerCase(Locale.ROOT) + "-" + id)
                    .setPort(9000 + id));
        }
        update.liveBrokers()
                .add(new UpdateMetadataBroker().setId(id).setRack("r" + id).setEndpoints(endpoints));
        return this;
    }

    TestCluster partition(String topic, Uuid id, int partition, int leader, List<Integer> isr, List<Integer> replicas) {
        update.topicStates()
                .add(new UpdateMetadataTopicState()
                        .setTopicName(topic)
                        .setTopicId(id)
                        .setPartitionStates(List.of(new UpdateMetadataPartitionState()
                                .setPartitionIndex(partition)
                                .setLeader(leader)
                                .setLeaderEpoch(6)
                                .setZkVersion(8)
                                .setIsr(isr)
                                .setReplicas(replicas))));
        return this;
    }

    UpdateMetadataRequestData update() {
        return update;
    }

    ClusterMetadata metadata() {
        ClusterMetadata metadata = new ClusterMetadata();
        metadata.apply(update);
        return metadata;
    }

    /** Brokers 1 and 2 with both listeners, topic {@code t} with one partition on both. */
    static TestCluster two() {
        return new TestCluster()
                .broker(1, "PEER", "CLIENT")
                .broker(2, "PEER", "CLIENT")
                .partition("t", TOPIC_ID, 0, 1, List.of(1, 2), List.of(1, 2));
    }
}
