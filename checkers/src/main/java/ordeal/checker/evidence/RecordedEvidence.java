package ordeal.checker.evidence;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import ordeal.checker.history.HistoryFile;
import ordeal.checker.history.HistorySource;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.journal.Journals;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.Collection;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;
import org.jspecify.annotations.Nullable;

/** The evidence in a run folder. Each piece is loaded when it is first asked for, and once. */
public final class RecordedEvidence implements Evidence {
    private final RunFolder folder;
    private final RunDescription run;
    private final EvidenceLoaders loaders;
    private final List<String> remarks = new ArrayList<>();

    private final Once<HistorySource> history = new Once<>(this::loadHistory);
    private final Once<List<FaultRecord>> faults = new Once<>(this::loadFaults);
    private final Once<Collection> collection = new Once<>(this::loadCollection);
    private final Once<ClusterTimeline> zookeeper = new Once<>(this::loadZooKeeper);
    private final Once<List<RoleChange>> roleChanges = new Once<>(this::loadRoleChanges);
    private final Map<Integer, Once<Map<Integer, ReplicaLog>>> replicas = new TreeMap<>();
    private final Map<Integer, Once<BrokerJournal>> journals = new TreeMap<>();

    private RecordedEvidence(RunFolder folder, RunDescription run, EvidenceLoaders loaders) {
        this.folder = folder;
        this.run = run;
        this.loaders = loaders;
        for (int broker : run.cluster().brokers()) {
            replicas.put(broker, new Once<>(() -> loadReplicas(broker)));
            journals.put(broker, new Once<>(() -> loadJournal(broker)));
        }
    }

    /**
     * Opens a run folder.
     *
     * @throws IOException when it has no readable {@code run.json}: then it is no run folder at all
     */
    public static RecordedEvidence open(RunFolder folder, EvidenceLoaders loaders) throws IOException {
        return new RecordedEvidence(folder, folder.readRun(), loaders);
    }

    @Override
    public RunDescription run() {
        return run;
    }

    @Override
    public Part<HistorySource> history() {
        return history.get();
    }

    @Override
    public Part<List<FaultRecord>> faults() {
        return faults.get();
    }

    @Override
    public Part<Collection> collection() {
        return collection.get();
    }

    @Override
    public Part<ClusterTimeline> zookeeper() {
        return zookeeper.get();
    }

    @Override
    public Map<Integer, Part<Map<Integer, ReplicaLog>>> replicas() {
        return each(replicas);
    }

    @Override
    public Map<Integer, Part<BrokerJournal>> journals() {
        return each(journals);
    }

    private static <T> Map<Integer, Part<T>> each(Map<Integer, Once<T>> pieces) {
        Map<Integer, Part<T>> parts = new TreeMap<>();
        pieces.forEach((broker, once) -> parts.put(broker, once.get()));
        return Collections.unmodifiableMap(parts);
    }

    @Override
    public Part<List<RoleChange>> roleChanges() {
        return roleChanges.get();
    }

    @Override
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    private Part<HistorySource> loadHistory() throws IOException {
        HistoryFile file = HistoryFile.open(folder.historyFile());
        file.torn().ifPresent(remarks::add);
        return new Part.Present<>(file);
    }

    private Part<List<FaultRecord>> loadFaults() throws IOException {
        FaultLog log = folder.readFaults();
        return log.torn().isPresent() ? new Part.Missing<>(log.torn().get()) : new Part.Present<>(log.faults());
    }

    private Part<Collection> loadCollection() throws IOException {
        return new Part.Present<>(folder.readCollection());
    }

    private Part<ClusterTimeline> loadZooKeeper() throws IOException {
        return switch (collection()) {
            case Part.Missing<Collection> missing -> new Part.Missing<>(missing.reason());
            case Part.Present<Collection>(Collection collected) -> {
                Map<Integer, Path> logs = new TreeMap<>();
                StringBuilder reasons = new StringBuilder();
                for (int id : run.cluster().zookeepers()) {
                    String reason = incompleteness(collected.zookeepers(), id, "zookeeper-" + id);
                    if (reason == null) {
                        logs.put(id, folder.zookeeperLogs(id));
                    } else {
                        reasons.append(reasons.isEmpty() ? "" : "; ").append(reason);
                    }
                }
                yield logs.isEmpty()
                        ? new Part.Missing<>(reasons.toString())
                        : loaders.zookeeper().load(run, collected, logs);
            }
        };
    }

    private Part<Map<Integer, ReplicaLog>> loadReplicas(int broker) throws IOException {
        return switch (collection()) {
            case Part.Missing<Collection> missing -> new Part.Missing<>(missing.reason());
            case Part.Present<Collection>(Collection collected) -> {
                String reason = incompleteness(collected.brokers(), broker, "broker-" + broker);
                yield reason == null
                        ? loaders.replicas().load(run, broker, folder.brokerData(broker))
                        : new Part.Missing<>(reason);
            }
        };
    }

    private Part<BrokerJournal> loadJournal(int broker) throws IOException {
        return switch (collection()) {
            case Part.Missing<Collection> missing -> new Part.Missing<>(missing.reason());
            case Part.Present<Collection>(Collection collected) -> {
                String reason = incompleteness(collected.brokers(), broker, "broker-" + broker);
                yield reason == null
                        ? loaders.journals().load(broker, folder.brokerJournal(broker))
                        : new Part.Missing<>(reason);
            }
        };
    }

    private Part<List<RoleChange>> loadRoleChanges() throws IOException {
        if (run.system().evidence().contains(Journals.KIND)) {
            return Journals.roleChanges(run, journals());
        }
        return switch (collection()) {
            case Part.Missing<Collection> missing -> new Part.Missing<>(missing.reason());
            case Part.Present<Collection>(Collection collected) -> {
                Map<Integer, Path> logs = new TreeMap<>();
                for (int broker : run.cluster().brokers()) {
                    if (incompleteness(collected.brokers(), broker, "") == null) {
                        logs.put(broker, folder.brokerLogs(broker));
                    }
                }
                yield loaders.roleChanges().load(run, logs);
            }
        };
    }

    private static @Nullable String incompleteness(Map<Integer, Collection.NodeEvidence> nodes, int id, String name) {
        Collection.NodeEvidence node = nodes.get(id);
        if (node == null) {
            return name + ": nothing was collected";
        }
        return node.complete() ? null : name + ": " + node.reason();
    }

    /** What loads a piece. */
    @FunctionalInterface
    private interface Loader<T> {
        Part<T> load() throws IOException;
    }

    /** A piece that is loaded at most once; an exception is the reason why it is missing. */
    private final class Once<T> implements Supplier<Part<T>> {
        private final Loader<T> loader;
        private @Nullable Part<T> loaded;

        Once(Loader<T> loader) {
            this.loader = loader;
        }

        @Override
        public Part<T> get() {
            if (loaded == null) {
                loaded = withoutPlace(load());
            }
            return loaded;
        }

        /** Where the folder lies is no part of the evidence: wherever it is judged, the verdict has the same bytes. */
        private Part<T> withoutPlace(Part<T> part) {
            return switch (part) {
                case Part.Present<T> present -> present;
                case Part.Missing<T>(String reason) ->
                    new Part.Missing<>(reason.replace(folder.root() + File.separator, ""));
            };
        }

        private Part<T> load() {
            try {
                return loader.load();
            } catch (IOException | RuntimeException e) {
                String message = e.getMessage();
                return new Part.Missing<>(e.getClass().getSimpleName() + (message == null ? "" : ": " + message));
            }
        }
    }
}
