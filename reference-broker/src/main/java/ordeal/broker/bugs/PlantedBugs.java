package ordeal.broker.bugs;

import java.util.List;
import java.util.Optional;
import ordeal.broker.rules.ReplicationRules;

/** The bugs that can be planted. */
public final class PlantedBugs {
    private static final List<ReplicationRules> ALL =
            List.of(new AcknowledgeAtAppend(), new ControllerWithoutEpochCheck(), new TruncateToHighWatermark());

    private PlantedBugs() {}

    /** Their names, sorted. */
    public static List<String> names() {
        return ALL.stream().map(ReplicationRules::name).toList();
    }

    /** The rules with a bug in them. */
    public static Optional<ReplicationRules> named(String name) {
        return ALL.stream().filter(rules -> rules.name().equals(name)).findFirst();
    }
}
