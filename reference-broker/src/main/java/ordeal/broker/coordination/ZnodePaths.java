package ordeal.broker.coordination;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Where every znode lies, within the cluster's chroot. The same places as Kafka's. */
public final class ZnodePaths {
    /** Ephemeral: who is controller. */
    public static final String CONTROLLER = "/controller";
    /** The number of the controller's term, as plain text; its data version fences the controller's writes. */
    public static final String CONTROLLER_EPOCH = "/controller_epoch";
    /** Parent of the brokers' registrations. */
    public static final String BROKER_IDS = "/brokers/ids";
    /** Parent of the topics. */
    public static final String TOPICS = "/brokers/topics";
    /** Parent of topics' own settings. */
    public static final String TOPIC_CONFIGS = "/config/topics";
    /** Parent of the announcements that settings changed. */
    public static final String CONFIG_CHANGES = "/config/changes";
    /** Beginning of such an announcement's path; a number follows. */
    public static final String CONFIG_CHANGE_PREFIX = CONFIG_CHANGES + "/config_change_";
    /** Parent of the wishes to delete a topic. */
    public static final String DELETE_TOPICS = "/admin/delete_topics";
    /** Leaders' announcements of ISR changes; only brokers of an older protocol make them. */
    public static final String ISR_CHANGES = "/isr_change_notification";
    /** Announcements of failed log folders. */
    public static final String LOG_DIR_EVENTS = "/log_dir_event_notification";
    /** The cluster's id. */
    public static final String CLUSTER_ID = "/cluster/id";
    /** The block of producer ids that was handed out last. */
    public static final String PRODUCER_ID_BLOCK = "/latest_producer_id_block";

    /** What every broker creates at its start when it is missing; parents before children. */
    static final List<String> BASE = List.of(
            "/consumers",
            "/brokers",
            BROKER_IDS,
            TOPICS,
            "/config",
            CONFIG_CHANGES,
            "/admin",
            DELETE_TOPICS,
            "/brokers/seqid",
            ISR_CHANGES,
            PRODUCER_ID_BLOCK,
            LOG_DIR_EVENTS,
            TOPIC_CONFIGS,
            "/config/clients",
            "/config/users",
            "/config/brokers",
            "/config/ips",
            "/cluster");

    private ZnodePaths() {}

    /** A broker's registration. */
    public static String broker(int brokerId) {
        return BROKER_IDS + "/" + brokerId;
    }

    /** A topic: its id and its partitions' replicas. */
    public static String topic(String topic) {
        return TOPICS + "/" + topic;
    }

    /** Parent of a topic's partitions. */
    public static String partitions(String topic) {
        return topic(topic) + "/partitions";
    }

    /** Parent of a partition's state. */
    public static String partition(TopicPartition partition) {
        return partitions(partition.topic()) + "/" + partition.partition();
    }

    /** A partition's state. */
    public static String state(TopicPartition partition) {
        return partition(partition) + "/state";
    }

    /** A topic's own settings. */
    public static String topicConfig(String topic) {
        return TOPIC_CONFIGS + "/" + topic;
    }

    /** The wish to delete a topic. */
    public static String deleteTopic(String topic) {
        return DELETE_TOPICS + "/" + topic;
    }
}
