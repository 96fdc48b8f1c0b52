package ordeal.broker.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What compose files say about services, later files on top of earlier ones: maps are merged, and everything else is replaced. A service
 * that extends another is that one with its own words on top.
 *
 * @param services by name
 */
record ComposeFiles(Map<String, Object> services) {
    private static final Pattern VARIABLE = Pattern.compile("\"\\$\\$([A-Z_]+)\"");

    static ComposeFiles read(String... files) throws IOException {
        Map<String, Object> services = Map.of();
        for (String file : files) {
            services = merged(services, services(file));
        }
        return new ComposeFiles(services);
    }

    private static Map<String, Object> services(String file) throws IOException {
        Map<String, Object> yaml =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(Path.of(file)));
        Map<String, Object> services = new LinkedHashMap<>();
        for (Map.Entry<String, Object> service : map(yaml, "services").entrySet()) {
            Map<String, Object> own = cast(service.getValue());
            if (own.containsKey("extends")) {
                Map<String, Object> other = map(own, "extends");
                own = merged(map(services(text(other, "file")), text(other, "service")), own);
            }
            services.put(service.getKey(), own);
        }
        return services;
    }

    /** A service. */
    Map<String, Object> service(String name) {
        return map(services, name);
    }

    /** One of a service's variables. */
    String variable(String service, String name) {
        return text(map(service(service), "environment"), name);
    }

    /** The shell command of a service. */
    String command(String service) {
        return (String) list(service(service), "command").getLast();
    }

    /** What a service writes into its configuration: all variables that its command prints, in that order. */
    String configuration(String service) {
        StringBuilder text = new StringBuilder();
        String printed = command(service).replaceFirst(" > .*", "");
        VARIABLE.matcher(printed)
                .results()
                .map((MatchResult variable) -> variable(service, variable.group(1)))
                .forEach(text::append);
        return text.toString();
    }

    /** The names of services that begin so. */
    List<String> named(String prefix) {
        return services.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private static Map<String, Object> merged(Map<String, Object> below, Map<String, Object> above) {
        Map<String, Object> merged = new LinkedHashMap<>(below);
        above.forEach((key, value) -> {
            boolean bothMaps = value instanceof Map && merged.get(key) instanceof Map;
            merged.put(key, bothMaps ? merged(map(below, key), cast(value)) : value);
        });
        return merged;
    }

    static Map<String, Object> map(Map<String, Object> in, String key) {
        return cast(required(in, key));
    }

    @SuppressWarnings("unchecked") // Every key of these files is a word.
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }

    static List<?> list(Map<String, Object> in, String key) {
        return (List<?>) required(in, key);
    }

    static String text(Map<String, Object> in, String key) {
        return (String) required(in, key);
    }

    private static Object required(Map<String, Object> in, String key) {
        Object value = in.get(key);
        if (value == null) {
            throw new AssertionError("there is no '" + key + "' in " + in);
        }
        return value;
    }
}
