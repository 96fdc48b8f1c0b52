package ordeal.broker.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ordeal.broker.config.BrokerConfig.Listener;

/** The two listeners, put together from the four properties that speak of them. */
record ListenerSettings(Listener peer, Listener client) {
    private static final Pattern ENDPOINT =
            Pattern.compile("(?<name>[A-Za-z0-9_.]+)://(?<host>\\[[0-9A-Fa-f:.%]*]|[^:/]*):(?<port>\\d{1,5})");
    private static final Listener NONE = new Listener("", "", 0, "", 0);
    private static final int GREATEST_PORT = 65_535;

    private record Endpoint(String host, int port) {}

    /** The listeners; meaningless when an error was added. */
    static ListenerSettings of(ParsedValues values, ConfigErrors errors, String localHostName) {
        Map<String, Endpoint> bound = endpoints(values.text("listeners"), "listeners", errors);
        Optional<String> advertisedText = values.optionalText("advertised.listeners");
        Map<String, Endpoint> advertised = advertisedText
                .map(text -> endpoints(text, "advertised.listeners", errors))
                .orElse(bound);
        checkAdvertised(bound, advertised, advertisedText.isPresent(), errors);
        checkProtocols(bound, values.text("listener.security.protocol.map"), errors);
        String peerName = values.text("inter.broker.listener.name");
        if (!bound.containsKey(peerName)) {
            errors.add("inter.broker.listener.name", "must be one of the listeners " + bound.keySet());
        }
        if (bound.size() != 2) {
            errors.add("listeners", "must name two: one for brokers, one for clients; it names " + bound.size());
        }
        Listener peer = NONE;
        Listener client = NONE;
        for (Map.Entry<String, Endpoint> each : bound.entrySet()) {
            Endpoint told = advertised.getOrDefault(each.getKey(), each.getValue());
            Listener listener = new Listener(
                    each.getKey(),
                    each.getValue().host(),
                    each.getValue().port(),
                    told.host().isEmpty() ? localHostName : told.host(),
                    told.port());
            if (each.getKey().equals(peerName)) {
                peer = listener;
            } else {
                client = listener;
            }
        }
        return new ListenerSettings(peer, client);
    }

    private static Map<String, Endpoint> endpoints(String text, String property, ConfigErrors errors) {
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        for (String each : text.split(",", -1)) {
            Matcher matcher = ENDPOINT.matcher(each.strip());
            int port = matcher.matches() ? Integer.parseInt(matcher.group("port")) : -1;
            if (port < 0 || port > GREATEST_PORT) {
                errors.add(property, "'" + each.strip() + "' is not NAME://host:port");
                continue;
            }
            String host = matcher.group("host");
            String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            if (endpoints.put(matcher.group("name"), new Endpoint(bare, port)) != null) {
                errors.add(property, "names listener " + matcher.group("name") + " twice");
            }
        }
        return endpoints;
    }

    private static void checkAdvertised(
            Map<String, Endpoint> bound, Map<String, Endpoint> advertised, boolean said, ConfigErrors errors) {
        String property = said ? "advertised.listeners" : "listeners";
        advertised.forEach((name, endpoint) -> {
            if (endpoint.host().equals("0.0.0.0")) {
                errors.add(
                        property, "0.0.0.0 cannot be told to others; advertised.listeners must name another address");
            }
            if (!bound.containsKey(name)) {
                errors.add(property, "advertises " + name + ", which is not one of the listeners " + bound.keySet());
            }
        });
        bound.keySet().stream()
                .filter(name -> !advertised.containsKey(name))
                .forEach(name -> errors.add(property, "must advertise listener " + name + " as well"));
    }

    private static void checkProtocols(Map<String, Endpoint> bound, String map, ConfigErrors errors) {
        Map<String, String> protocols = new LinkedHashMap<>();
        for (String each : map.split(",", -1)) {
            int colon = each.lastIndexOf(':');
            if (colon < 1) {
                errors.add("listener.security.protocol.map", "'" + each + "' is not NAME:PROTOCOL");
                continue;
            }
            protocols.put(
                    each.substring(0, colon).strip(), each.substring(colon + 1).strip());
        }
        for (String name : bound.keySet()) {
            String protocol = protocols.get(name);
            if (protocol == null) {
                errors.add("listener.security.protocol.map", "says nothing of listener " + name);
            } else if (!protocol.equals("PLAINTEXT")) {
                errors.add(
                        "listener.security.protocol.map",
                        "listener " + name + " wants " + protocol + "; PLAINTEXT is the only security protocol here");
            }
        }
    }
}
