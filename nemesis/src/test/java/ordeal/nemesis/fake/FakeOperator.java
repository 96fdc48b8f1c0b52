package ordeal.nemesis.fake;

import java.util.Optional;
import ordeal.nemesis.port.OperatorControl;
import ordeal.nemesis.port.Receipt;

/** The fake cluster's operator. */
record FakeOperator(FakeCluster cluster) implements OperatorControl {
    @Override
    public Receipt deleteController() {
        cluster.did("delete /controller");
        cluster.deleteController();
        return FakeCluster.receipt("/controller is gone");
    }

    @Override
    public Optional<String> reasonToLeaveController() {
        return cluster.controllerIsNew() ? Optional.of("it is new in office") : Optional.empty();
    }

    @Override
    public Receipt expireSession(int broker) {
        cluster.did("expire broker-" + broker);
        cluster.expireSession(broker);
        return FakeCluster.receipt("broker-" + broker + " has lost its session");
    }

    @Override
    public Receipt electPreferredLeaders() {
        cluster.did("elect preferred");
        cluster.electPreferred();
        return FakeCluster.receipt("ElectLeaders answered");
    }
}
