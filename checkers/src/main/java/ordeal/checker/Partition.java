package ordeal.checker;

/**
 * A topic's partition. A run numbers its partitions: {@link ordeal.checker.run.RunDescription#partitions()} lists them,
 * and every {@code int partition} in a history is an index into that list.
 *
 * @param topic the topic's name
 * @param index the partition's number within the topic, from 0
 */
public record Partition(String topic, int index) implements Comparable<Partition> {
    @Override
    public int compareTo(Partition other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
        return topic + "-" + index;
    }
}
