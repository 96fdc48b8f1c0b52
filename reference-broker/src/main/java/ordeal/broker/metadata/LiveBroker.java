package ordeal.broker.metadata;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A broker that the controller holds for alive.
 *
 * @param rack null when it has none
 * @param endpoints its addresses, by the name of the listener
 */
public record LiveBroker(int id, @Nullable String rack, Map<String, Endpoint> endpoints) {
    public LiveBroker {
        endpoints = Map.copyOf(endpoints);
    }

    /**
     * Where a listener is.
     *
     * @param host name or literal address
     */
    public record Endpoint(String host, int port) {}

    /** Where one of its listeners is; empty when it has none of that name. */
    public Optional<Endpoint> endpoint(String listener) {
        return Optional.ofNullable(endpoints.get(listener));
    }
}
