package ordeal.nemesis.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import ordeal.nemesis.fault.Fault.Partition.Style;
import ordeal.nemesis.fault.FaultCatalog;
import ordeal.nemesis.fault.FaultKind;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;

/**
 * What a random plan draws from. What a deployment cannot do is left out, so that the plan holds no fault that would be skipped; two
 * deployments that can do the same get the same plan from a seed.
 *
 * @param kinds the kinds of faults
 * @param styles what its partitions do to the bytes
 */
public record Repertoire(Set<FaultKind> kinds, Set<Style> styles) {
    /** What every deployment with a network does to bytes. */
    private static final Set<Style> COMMON_STYLES = Set.of(Style.HOLD, Style.RESET, Style.REFUSE);

    public Repertoire {
        kinds = Set.copyOf(kinds);
        styles = Set.copyOf(styles);
    }

    /** These kinds, and the styles that need nothing special. */
    public static Repertoire of(Set<FaultKind> kinds) {
        return new Repertoire(kinds, COMMON_STYLES);
    }

    /** All that a deployment can do and that a run draws unless told otherwise. */
    public static Repertoire offeredBy(Function<Capability, Availability> deployment) {
        return offeredBy(deployment, RandomPlan.DEFAULT_KINDS::contains);
    }

    /** All that a deployment can do and under which the promises stand. */
    public static Repertoire harmlessOfferedBy(Function<Capability, Availability> deployment) {
        return offeredBy(deployment, kind -> !kind.isDestructive());
    }

    /** All that a deployment can do, also what promises may break under. */
    public static Repertoire everythingOfferedBy(Function<Capability, Availability> deployment) {
        return offeredBy(deployment, _ -> true);
    }

    private static Repertoire offeredBy(Function<Capability, Availability> deployment, Predicate<FaultKind> wanted) {
        return new Repertoire(
                RandomPlan.DRAWN.stream()
                        .filter(wanted)
                        .filter(kind -> isAvailable(FaultCatalog.availability(kind, deployment)))
                        .collect(Collectors.toSet()),
                Arrays.stream(Style.values())
                        .filter(style -> isAvailable(FaultCatalog.availability(style.needs(), deployment)))
                        .filter(style -> style != Style.DEAF || hasPackets(deployment))
                        .collect(Collectors.toSet()));
    }

    /** Where links are streams a held link is a deaf one: drawing both would be drawing one twice as often. */
    private static boolean hasPackets(Function<Capability, Availability> deployment) {
        return isAvailable(deployment.apply(Capability.LINK_LOSS));
    }

    /** These kinds instead, as a person has chosen them: one that cannot be had is drawn and then skipped with the reason. */
    public Repertoire withKinds(Set<FaultKind> chosen) {
        return new Repertoire(chosen, styles);
    }

    /** Those of these kinds that it has, in their order. */
    List<FaultKind> among(List<FaultKind> candidates) {
        return candidates.stream().filter(kinds::contains).toList();
    }

    private static boolean isAvailable(Availability availability) {
        return availability instanceof Availability.Available;
    }
}
