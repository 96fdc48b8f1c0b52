package ordeal.harness.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import ordeal.harness.cluster.SystemJars;
import ordeal.harness.reference.scenario.Scenarios;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.assertj.core.api.Assertions;

/** The scenarios beside the version of Kafka's clients that the reference broker has among its libraries, in a class loader of their own. */
final class OlderClients implements AutoCloseable {
    private static final Set<String> LIBRARIES =
            Set.of("kafka-clients", "lz4-java", "slf4j-api", "snappy-java", "zstd-jni");

    private final URLClassLoader loader;

    OlderClients() {
        List<URL> urls = new ArrayList<>();
        urls.add(placeOf(Scenarios.class));
        urls.add(placeOf(Assertions.class));
        SystemJars.of(ReferenceCluster.SYSTEM, System.out::println).stream()
                .filter(jar -> LIBRARIES.stream()
                        .anyMatch(name -> jar.getFileName().toString().matches(name + "-\\d.*\\.jar")))
                .forEach(jar -> urls.add(url(jar)));
        loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** The file that these clients come from. */
    String library() throws ReflectiveOperationException {
        return placeOf(loader.loadClass(KafkaProducer.class.getName())).getPath();
    }

    /** Scenarios that use these clients, to be asked and run from outside. */
    @SuppressWarnings("unchecked") // What Scenarios implements is of the JDK's own types.
    Function<String, SequencedMap<String, Callable<Void>>> scenarios(String bootstrapServers, String name, int victim)
            throws ReflectiveOperationException {
        Function<String, SequencedMap<String, Callable<Void>>> scenarios =
                (Function<String, SequencedMap<String, Callable<Void>>>) loader.loadClass(Scenarios.class.getName())
                        .getConstructor(String.class, String.class, Integer.class)
                        .newInstance(bootstrapServers, name, victim);
        return stage -> {
            SequencedMap<String, Callable<Void>> wrapped = new LinkedHashMap<>();
            scenarios.apply(stage).forEach((title, scenario) -> wrapped.put(title, () -> inside(scenario)));
            return wrapped;
        };
    }

    /** Kafka's clients look for classes that they know by name in the thread's own class loader first. */
    private Void inside(Callable<Void> scenario) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return scenario.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    static URL placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
