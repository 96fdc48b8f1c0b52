package ordeal.harness.cluster.docker;

import java.util.function.Function;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;
import ordeal.nemesis.port.ClockControl;
import ordeal.nemesis.port.ClusterControl;
import ordeal.nemesis.port.ClusterView;
import ordeal.nemesis.port.DiskControl;
import ordeal.nemesis.port.NetworkControl;
import ordeal.nemesis.port.OperatorControl;
import ordeal.nemesis.port.ProcessControl;

/** All that a cluster of containers lets the nemesis do. */
record DockerControl(
        ProcessControl processes,
        NetworkControl network,
        DiskControl disks,
        ClockControl clocks,
        OperatorControl operator,
        ClusterView view,
        Function<Capability, Availability> capabilities)
        implements ClusterControl {
    @Override
    public Availability availability(Capability capability) {
        return capabilities.apply(capability);
    }
}
