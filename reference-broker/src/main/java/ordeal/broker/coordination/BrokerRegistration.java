package ordeal.broker.coordination;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a broker registers: where others find it.
 *
 * @param endpoints its listeners
 * @param rack null when it has none
 */
public record BrokerRegistration(
        List<Endpoint> endpoints, @Nullable String rack) {
    private static final Pattern ENDPOINT = Pattern.compile("([^:/]+)://\\[?([^\\]]*?)\\]?:(\\d+)");
    private static final String PLAINTEXT = "PLAINTEXT";

    public BrokerRegistration {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * A listener.
     *
     * @param listener its name
     * @param securityProtocol Kafka's name of how it is secured, such as {@code PLAINTEXT}
     */
    public record Endpoint(String listener, String host, int port, String securityProtocol) {
        private String uri() {
            return listener + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /** The listener of that name. */
    public Optional<Endpoint> endpoint(String listener) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.listener().equals(listener))
                .findFirst();
    }

    /** Where it is, for messages. */
    public String address() {
        return String.join(", ", endpoints.stream().map(Endpoint::uri).toList());
    }

    /** What to write. */
    byte[] encode(long epochMs) {
        Optional<Endpoint> plain = endpoints.stream()
                .filter(endpoint -> endpoint.securityProtocol().equals(PLAINTEXT))
                .findFirst();
        ObjectNode node = ZnodeJson.object(5);
        node.put("host", plain.map(Endpoint::host).orElse(null));
        node.put("port", plain.map(Endpoint::port).orElse(-1));
        ArrayNode uris = node.putArray("endpoints");
        ObjectNode protocols = node.putObject("listener_security_protocol_map");
        for (Endpoint endpoint : endpoints) {
            uris.add(endpoint.uri());
            protocols.put(endpoint.listener(), endpoint.securityProtocol());
        }
        node.put("jmx_port", -1);
        node.put("timestamp", Long.toString(epochMs));
        if (rack != null) {
            node.put("rack", rack);
        }
        node.putObject("features");
        return ZnodeJson.bytes(node);
    }

    /**
     * What was read, in any of the versions 1 to 5.
     *
     * @throws MalformedZnodeException when it is no registration
     */
    public static BrokerRegistration decode(int brokerId, byte[] data) {
        String what = "the registration of broker " + brokerId;
        JsonNode node = ZnodeJson.parse(what, data);
        String rack = node.path("rack").isString() ? node.path("rack").stringValue() : null;
        if (!node.has("endpoints")) {
            String host = ZnodeJson.string(what, node, "host");
            int port = ZnodeJson.integer(what, node, "port");
            return new BrokerRegistration(List.of(new Endpoint(PLAINTEXT, host, port, PLAINTEXT)), rack);
        }
        List<Endpoint> endpoints = new ArrayList<>();
        JsonNode protocols = node.path("listener_security_protocol_map");
        for (JsonNode uri : node.path("endpoints")) {
            Matcher matcher = ENDPOINT.matcher(uri.asString());
            if (!matcher.matches()) {
                throw new MalformedZnodeException(what + " has a wrong endpoint: " + uri, null);
            }
            String listener = matcher.group(1);
            String protocol = protocols.path(listener).isString()
                    ? protocols.path(listener).stringValue()
                    : listener;
            endpoints.add(new Endpoint(listener, matcher.group(2), Integer.parseInt(matcher.group(3)), protocol));
        }
        return new BrokerRegistration(endpoints, rack);
    }
}
