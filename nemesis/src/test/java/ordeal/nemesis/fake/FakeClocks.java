package ordeal.nemesis.fake;

import ordeal.nemesis.port.ClockControl;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.Receipt;

/** The fake cluster's clocks. */
record FakeClocks(FakeCluster cluster) implements ClockControl {
    @Override
    public Receipt shift(Node node, long offsetMs) {
        cluster.did("shift " + node);
        return FakeCluster.receipt(node + " is off by " + offsetMs + " ms");
    }

    @Override
    public Receipt drift(Node node, int percent) {
        cluster.did("drift " + node);
        return FakeCluster.receipt(node + " gains " + percent + " percent");
    }

    @Override
    public void restore(Node node) {
        cluster.did("restore " + node);
    }
}
