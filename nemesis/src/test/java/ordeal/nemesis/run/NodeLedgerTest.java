package ordeal.nemesis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.Test;

class NodeLedgerTest {
    private static final List<Integer> THREE = List.of(1, 2, 3);
    private final NodeLedger nodes = new NodeLedger();

    @Test
    void anEnsembleOfThreeStandsTheLossOfOneServer() {
        assertThat(nodes.lacksQuorum(THREE)).isFalse();
        nodes.goesDown(Node.zookeeper(1), Optional.empty());
        nodes.goesDown(Node.broker(2), Optional.empty());
        assertThat(nodes.lacksQuorum(THREE)).isFalse();
        nodes.pausing(Node.zookeeper(2));
        assertThat(nodes.lacksQuorum(THREE)).isTrue();
        nodes.started(Node.zookeeper(1));
        assertThat(nodes.lacksQuorum(THREE)).isFalse();
    }

    @Test
    void aStandaloneServerStandsTheLossOfNone() {
        assertThat(nodes.lacksQuorum(List.of(1))).isFalse();
        nodes.pausing(Node.zookeeper(1));
        assertThat(nodes.lacksQuorum(List.of(1))).isTrue();
    }

    @Test
    void aBrokerThatLosesItsSessionIsNotDownAndIsBackWithAnotherRegistration() {
        Node broker = Node.broker(1);
        nodes.losesSession(broker, Optional.of(7L));
        assertThat(nodes.isOut(broker)).isFalse();
        assertThat(nodes.isNewRegistration(broker, 7)).isFalse();
        assertThat(nodes.isNewRegistration(broker, 8)).isTrue();
    }
}
