package ordeal.harness.reference.scenario;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * All scenarios of one client, by name, in the order in which they are to run. Its type is the JDK's own, so that it can be used from
 * outside the class loader that it lives in. Asked with one of the names below, each once and in this order.
 */
public final class Scenarios implements Function<String, SequencedMap<String, Callable<Void>>> {
    /** For a cluster in which all brokers serve. */
    public static final String ALL_SERVE = "all serve";

    /** For the time after the victim was killed. */
    public static final String VICTIM_DEAD = "victim dead";

    /** For the time after the victim was started again. */
    public static final String VICTIM_BACK = "victim back";

    private final Client client;
    private final FailoverScenarios failover;

    /**
     * The scenarios of a client.
     *
     * @param name tells its topics from those of other clients
     * @param victim the broker that will be killed
     */
    public Scenarios(String bootstrapServers, String name, Integer victim) {
        this.client = new Client(bootstrapServers, name);
        this.failover = new FailoverScenarios(client, victim);
    }

    @Override
    public SequencedMap<String, Callable<Void>> apply(String stage) {
        SequencedMap<String, Scenario> scenarios = new LinkedHashMap<>();
        switch (stage) {
            case ALL_SERVE -> {
                new ClusterScenarios(client).addTo(scenarios);
                new TopicScenarios(client).addTo(scenarios);
                new ProduceScenarios(client).addTo(scenarios);
                new ProducerIdScenarios(client).addTo(scenarios);
                new FetchScenarios(client).addTo(scenarios);
                new OffsetScenarios(client).addTo(scenarios);
                new ConfigScenarios(client).addTo(scenarios);
                new DeletionScenarios(client).addTo(scenarios);
                failover.addPreparationsTo(scenarios);
            }
            case VICTIM_DEAD -> failover.addDeadTo(scenarios);
            case VICTIM_BACK -> failover.addBackTo(scenarios);
            default -> throw new IllegalArgumentException("there is no stage " + stage);
        }
        scenarios.put("every acknowledged record is read back", client::readBack);
        SequencedMap<String, Callable<Void>> callable = new LinkedHashMap<>();
        scenarios.forEach((name, scenario) -> callable.put(name, () -> {
            scenario.run();
            return null;
        }));
        return callable;
    }
}
