package ordeal.nemesis.fake;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.ProcessControl;
import ordeal.nemesis.port.Receipt;

/** The fake cluster's processes. A SIGTERMed one takes a second to end. */
final class FakeProcesses implements ProcessControl {
    private final FakeCluster cluster;

    FakeProcesses(FakeCluster cluster) {
        this.cluster = cluster;
    }

    private FakeBroker process(Node node) {
        FakeBroker process = (node.isBroker() ? cluster.brokers : cluster.zookeepers).get(node.id());
        if (process == null) {
            throw new IllegalArgumentException("no " + node);
        }
        return process;
    }

    /** Who else is unwell when a broker is hit; what the budget's tests look at. */
    private void hit(String how, Node node) {
        Set<String> others = new TreeSet<>(cluster.unwell());
        others.remove(node.name());
        cluster.did(how + " " + node + (node.isBroker() && !others.isEmpty() ? " while unwell: " + others : ""));
    }

    @Override
    public Receipt kill(Node node) {
        hit("kill", node);
        process(node).alive = false;
        process(node).paused = false;
        return FakeCluster.receipt(node + " is gone");
    }

    @Override
    public void stop(Node node) {
        hit("stop", node);
        process(node).diesAtNanos = cluster.clock.nowNanos() + 1_000_000_000;
    }

    @Override
    public Optional<Receipt> death(Node node) {
        return process(node).alive ? Optional.empty() : Optional.of(FakeCluster.receipt(node + " is gone"));
    }

    @Override
    public void start(Node node) {
        cluster.did("start " + node);
        FakeBroker process = process(node);
        if (!process.alive) {
            process.alive = true;
            process.incarnation++;
            process.readyAtNanos = cluster.clock.nowNanos()
                    + (node.isBroker() ? cluster.brokerBootNanos : FakeCluster.ZOOKEEPER_BOOT_NANOS);
        }
    }

    @Override
    public Receipt recreate(Node node) {
        cluster.did("recreate " + node);
        return FakeCluster.receipt(node + " has another container");
    }

    @Override
    public Receipt pause(Node node) {
        hit("pause", node);
        process(node).paused = true;
        return FakeCluster.receipt(node + " is in state T");
    }

    @Override
    public void resume(Node node) {
        cluster.did("resume " + node);
        process(node).paused = false;
    }
}
