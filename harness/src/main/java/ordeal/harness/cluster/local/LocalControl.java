package ordeal.harness.cluster.local;

import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;
import ordeal.nemesis.port.ClockControl;
import ordeal.nemesis.port.ClusterControl;
import ordeal.nemesis.port.ClusterView;
import ordeal.nemesis.port.DiskControl;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.NetworkControl;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.OperatorControl;
import ordeal.nemesis.port.ProcessControl;
import ordeal.nemesis.port.Receipt;

/** All that a local cluster lets the nemesis do. */
record LocalControl(
        ProcessControl processes, NetworkControl network, DiskControl disks, OperatorControl operator, ClusterView view)
        implements ClusterControl {

    @Override
    public Availability availability(Capability capability) {
        return LocalCapabilities.availability(capability);
    }

    @Override
    public ClockControl clocks() {
        return new NoClocks();
    }

    private static final class NoClocks implements ClockControl {
        @Override
        public Receipt shift(Node node, long offsetMs) {
            throw new InjectionException(LocalCapabilities.NO_CLOCKS);
        }

        @Override
        public Receipt drift(Node node, int percent) {
            throw new InjectionException(LocalCapabilities.NO_CLOCKS);
        }

        @Override
        public void restore(Node node) {
            throw new InjectionException(LocalCapabilities.NO_CLOCKS);
        }
    }
}
