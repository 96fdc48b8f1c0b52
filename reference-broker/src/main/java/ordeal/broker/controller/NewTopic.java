package ordeal.broker.controller;

import java.util.List;
import java.util.SortedMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/** What a request to create a topic comes to, once it was checked. */
sealed interface NewTopic {
    /**
     * It may be created.
     *
     * @param replicas replicas by partition
     * @param settings its own settings
     */
    record Allowed(String name, Uuid id, SortedMap<Integer, List<Integer>> replicas, SortedMap<String, String> settings)
            implements NewTopic {}

    /** It must not be created. */
    record Refused(Errors error, String message) implements NewTopic {}
}
