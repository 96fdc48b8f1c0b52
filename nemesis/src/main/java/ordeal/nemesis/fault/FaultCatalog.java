package ordeal.nemesis.fault;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;

/** Which kinds of faults a deployment can have, and why not the others. */
public final class FaultCatalog {
    private FaultCatalog() {}

    /**
     * A kind as a deployment sees it.
     *
     * @param kind the kind
     * @param availability whether it can be had here
     */
    public record Entry(FaultKind kind, Availability availability) {}

    /** Every kind, in the order of {@link FaultKind}. */
    public static List<Entry> of(Function<Capability, Availability> deployment) {
        return Arrays.stream(FaultKind.values())
                .map(kind -> new Entry(kind, availability(kind, deployment)))
                .toList();
    }

    /** Whether this kind can be had; when several capabilities are missing, the reason names each. */
    public static Availability availability(FaultKind kind, Function<Capability, Availability> deployment) {
        return availability(kind.needs(), deployment);
    }

    /** Whether this fault can be had, which may need more than its kind does. */
    public static Availability availability(Fault fault, Function<Capability, Availability> deployment) {
        return availability(fault.needs(), deployment);
    }

    /** Whether all of these can be had. */
    public static Availability availability(List<Capability> needs, Function<Capability, Availability> deployment) {
        String missing = needs.stream()
                .<String>mapMulti((need, sink) -> {
                    if (deployment.apply(need) instanceof Availability.Unavailable(String reason)) {
                        sink.accept("cannot " + need.words() + ": " + reason);
                    }
                })
                .collect(Collectors.joining("; "));
        return missing.isEmpty() ? new Availability.Available() : new Availability.Unavailable(missing);
    }
}
