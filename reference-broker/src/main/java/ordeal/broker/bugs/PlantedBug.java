package ordeal.broker.bugs;

import java.util.List;
import ordeal.broker.rules.ReplicationRules;

/**
 * A bug that can be planted.
 *
 * @param name its name, for {@code planted.bug}
 * @param kafkaIds the issues and proposals under which Kafka had it or closed it; empty for a guard that was never missing there
 * @param broken what is broken, in a sentence
 * @param anomalies the types of the anomalies of which each proves it; a run with the bug shows at least one of them
 * @param rules the rules with the bug in them
 */
public record PlantedBug(
        String name, List<String> kafkaIds, String broken, List<String> anomalies, ReplicationRules rules) {
    public PlantedBug {
        kafkaIds = List.copyOf(kafkaIds);
        anomalies = List.copyOf(anomalies);
    }
}
