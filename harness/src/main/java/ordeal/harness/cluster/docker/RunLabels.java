package ordeal.harness.cluster.docker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import ordeal.nemesis.port.Node;

/**
 * What everything of one cluster is named and labelled with.
 *
 * @param run the run's name, by which a person finds it
 * @param harness the process that made it
 */
public record RunLabels(String run, HarnessProcess harness) {
    /** Every container, network and volume of a cluster has this label, with the run's name. */
    static final String RUN = "ordeal.run";
    /** And this one, with {@link HarnessProcess#label}. */
    static final String HARNESS = "ordeal.harness";
    /** What belongs to one node has this one, with the node's name. */
    static final String NODE = "ordeal.node";

    private static final int MAX_NAME_LENGTH = 60;

    /**
     * The labels of a cluster that this process makes.
     *
     * @param nodesFolder its folder below the run folder
     */
    static RunLabels of(Path nodesFolder) {
        Path run = nodesFolder.toAbsolutePath().getParent();
        String name = run == null || run.getFileName() == null
                ? "run"
                : run.getFileName().toString();
        return new RunLabels(name, HarnessProcess.self());
    }

    /** Reads the labels of anything of a cluster; empty when they are none of ours. */
    static Optional<RunLabels> parse(Map<String, String> labels) {
        String run = labels.get(RUN);
        return run == null
                ? Optional.empty()
                : HarnessProcess.parse(labels.getOrDefault(HARNESS, "")).map(harness -> new RunLabels(run, harness));
    }

    /** A word that no other cluster on this engine has. */
    String unique() {
        String usable = run.replaceAll("[^a-zA-Z0-9_.-]", "-");
        return usable.substring(Math.max(0, usable.length() - MAX_NAME_LENGTH)).replaceFirst("^[^a-zA-Z0-9]+", "") + "-"
                + harness.pid();
    }

    /** A name for something of this cluster that no other cluster's things have. */
    String name(String of) {
        return "ordeal-" + unique() + "-" + of;
    }

    /** The labels of what belongs to the whole cluster. */
    Map<String, String> all() {
        return Map.of(RUN, run, HARNESS, harness.label());
    }

    /** The labels of what belongs to a node. */
    Map<String, String> all(Node node) {
        return Map.of(RUN, run, HARNESS, harness.label(), NODE, node.name());
    }
}
