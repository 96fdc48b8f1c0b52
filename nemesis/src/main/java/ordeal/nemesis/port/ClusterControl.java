package ordeal.nemesis.port;

/**
 * All that a deployment lets the nemesis do to its cluster. A control whose capability is unavailable may be returned all the same; its
 * methods then throw {@link InjectionException}.
 */
public interface ClusterControl {
    /** Whether the deployment can do this. */
    Availability availability(Capability capability);

    /** The nodes' processes. */
    ProcessControl processes();

    /** The links. */
    NetworkControl network();

    /** The brokers' disks. */
    DiskControl disks();

    /** The nodes' wall clocks. */
    ClockControl clocks();

    /** The operator's actions. */
    OperatorControl operator();

    /** What can be seen from outside. */
    ClusterView view();
}
