package ordeal.broker.request;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import ordeal.broker.request.Request.ListenerKind;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Which APIs a listener offers, in which versions. Clients' ranges begin as low as they do in Apache Kafka 3.9, although nobody sends such
 * versions any more: librdkafka switches features on by their being there. What only brokers say to each other is offered to peers alone, in
 * the one version that brokers of one release speak.
 */
public final class SupportedApis {
    private final Map<ListenerKind, Map<ApiKeys, Range>> offered = new EnumMap<>(ListenerKind.class);

    /**
     * The versions of one API.
     *
     * @param oldest the lowest version offered
     * @param newest the highest version offered
     */
    public record Range(ApiKeys api, short oldest, short newest) {
        boolean holds(short version) {
            return version >= oldest && version <= newest;
        }
    }

    private SupportedApis() {
        for (ListenerKind listener : ListenerKind.values()) {
            offered.put(listener, new EnumMap<>(ApiKeys.class));
        }
    }

    /** What this broker offers. */
    public static SupportedApis ofThisRelease() {
        SupportedApis apis = new SupportedApis();
        apis.toAll(ApiKeys.PRODUCE, 0, 11);
        apis.toAll(ApiKeys.FETCH, 0, 17);
        apis.toAll(ApiKeys.LIST_OFFSETS, 0, 9);
        apis.toAll(ApiKeys.METADATA, 0, 12);
        apis.toPeers(ApiKeys.LEADER_AND_ISR, 7);
        apis.toPeers(ApiKeys.STOP_REPLICA, 4);
        apis.toPeers(ApiKeys.UPDATE_METADATA, 8);
        apis.toPeers(ApiKeys.CONTROLLED_SHUTDOWN, 3);
        apis.toAll(ApiKeys.API_VERSIONS, 0, 4);
        apis.toAll(ApiKeys.CREATE_TOPICS, 0, 7);
        apis.toAll(ApiKeys.DELETE_TOPICS, 0, 6);
        apis.toAll(ApiKeys.INIT_PRODUCER_ID, 0, 5);
        apis.toAll(ApiKeys.OFFSET_FOR_LEADER_EPOCH, 0, 4);
        apis.toAll(ApiKeys.DESCRIBE_CONFIGS, 0, 4);
        apis.toAll(ApiKeys.ELECT_LEADERS, 0, 2);
        apis.toAll(ApiKeys.INCREMENTAL_ALTER_CONFIGS, 0, 1);
        apis.toPeers(ApiKeys.ALTER_PARTITION, 3);
        apis.toAll(ApiKeys.DESCRIBE_CLUSTER, 0, 1);
        return apis;
    }

    private void toAll(ApiKeys api, int oldest, int newest) {
        for (ListenerKind listener : ListenerKind.values()) {
            of(listener).put(api, new Range(api, (short) oldest, (short) newest));
        }
    }

    private void toPeers(ApiKeys api, int version) {
        of(ListenerKind.PEER).put(api, new Range(api, (short) version, (short) version));
    }

    /** Whether a listener offers an API in a version. */
    public boolean offers(ListenerKind listener, ApiKeys api, short version) {
        Range range = of(listener).get(api);
        return range != null && range.holds(version);
    }

    /**
     * The version in which brokers speak to each other.
     *
     * @throws IllegalArgumentException when the listener does not offer the API
     */
    public short newest(ListenerKind listener, ApiKeys api) {
        Range range = of(listener).get(api);
        if (range == null) {
            throw new IllegalArgumentException(api + " is not offered to " + listener);
        }
        return range.newest();
    }

    /** Everything a listener offers, by API key. */
    public List<Range> ranges(ListenerKind listener) {
        return new ArrayList<>(of(listener).values());
    }

    private Map<ApiKeys, Range> of(ListenerKind listener) {
        Map<ApiKeys, Range> ranges = offered.get(listener);
        if (ranges == null) {
            throw new IllegalStateException("no listener " + listener);
        }
        return ranges;
    }
}
