package ordeal.broker.controller;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import ordeal.broker.coordination.PartitionOrder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.StopReplicaResponseData;

/**
 * What one step of the controller tells the brokers: all LeaderAndIsr requests, then all UpdateMetadata, then all StopReplica, one of
 * each kind to a broker. A batch is made for one step and sent once; nothing of it is kept.
 */
final class ControlBatch {
    private final ControlMessages messages;
    private final ClusterView view;
    private final ControlChannels channels;
    private final SortedMap<Integer, SortedMap<TopicPartition, Boolean>> leaderAndIsr = new TreeMap<>();
    private final SortedMap<Integer, SortedSet<TopicPartition>> metadata = new TreeMap<>();
    private final SortedMap<Integer, SortedMap<TopicPartition, ControlMessages.Stop>> stops = new TreeMap<>();
    private BiConsumer<Integer, StopReplicaResponseData> onStopped = (_, _) -> {};

    ControlBatch(ControlMessages messages, ClusterView view, ControlChannels channels) {
        this.messages = messages;
        this.view = view;
        this.channels = channels;
    }

    /** Tells replicas the state of a partition; and everybody, for their metadata. Brokers that are not registered are left out. */
    ControlBatch state(Collection<Integer> brokers, TopicPartition partition, boolean isNew) {
        for (int broker : brokers) {
            if (view.broker(broker).isPresent()) {
                leaderAndIsr
                        .computeIfAbsent(broker, _ -> new TreeMap<>(PartitionOrder.BY_NAME))
                        .put(partition, isNew);
            }
        }
        return metadata(view.registered(), List.of(partition));
    }

    /** Tells brokers who is alive, and the state of partitions. */
    ControlBatch metadata(Collection<Integer> brokers, Collection<TopicPartition> partitions) {
        for (int broker : brokers) {
            metadata.computeIfAbsent(broker, _ -> new TreeSet<>(PartitionOrder.BY_NAME))
                    .addAll(partitions);
        }
        return this;
    }

    /** Tells a broker to give up a replica, and perhaps to delete it. */
    ControlBatch stop(int broker, TopicPartition partition, int leaderEpoch, boolean delete) {
        if (view.broker(broker).isPresent()) {
            stops.computeIfAbsent(broker, _ -> new TreeMap<>(PartitionOrder.BY_NAME))
                    .put(partition, new ControlMessages.Stop(leaderEpoch, delete));
        }
        return this;
    }

    /** Whom to tell of answers to {@link #stop}: the broker and its answer. */
    ControlBatch onStopped(BiConsumer<Integer, StopReplicaResponseData> handler) {
        onStopped = handler;
        return this;
    }

    /** Sends all of it, as the cluster is known now. */
    void send() {
        leaderAndIsr.forEach((broker, partitions) -> view.broker(broker)
                .ifPresent(live -> channels.send(broker, messages.leaderAndIsr(live, partitions), _ -> {})));
        metadata.forEach((broker, partitions) -> view.broker(broker)
                .ifPresent(live -> channels.send(broker, messages.updateMetadata(live, partitions), _ -> {})));
        stops.forEach((broker, partitions) -> view.broker(broker)
                .ifPresent(live -> channels.send(
                        broker,
                        messages.stopReplica(live, partitions),
                        answer -> onStopped.accept(broker, (StopReplicaResponseData) answer))));
    }
}
