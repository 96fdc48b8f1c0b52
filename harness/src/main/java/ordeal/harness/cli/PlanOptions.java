package ordeal.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.Deployment;
import ordeal.harness.cluster.local.LocalDeployment;
import ordeal.nemesis.fault.FaultKind;
import ordeal.nemesis.plan.ClusterShape;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.PlanJson;
import ordeal.nemesis.plan.RandomPlan;
import ordeal.nemesis.plan.Repertoire;
import ordeal.nemesis.plan.shipped.BugPlans;
import ordeal.nemesis.plan.shipped.DirectedPlan;
import ordeal.nemesis.plan.shipped.Overrides;
import ordeal.nemesis.plan.shipped.ShippedPlans;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options that say which faults a run injects, shared by the commands that need a plan. */
final class PlanOptions {
    private static final String RANDOM = "random";
    private static final String NONE = "none";
    private static final String ALL = "all";
    private static final String DESTRUCTIVE = "destructive";

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Where all randomness comes from: the plan, the load, the jitter (default: a plan file's own, else drawn; it is printed).")
    private Long seed;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = TimeSpan.Converter.class,
            description = "The stretch in which faults begin, such as 60s or 10m (default: ${DEFAULT-VALUE}).")
    private TimeSpan time;

    @Option(
            names = "--plan",
            paramLabel = "NAME|FILE",
            defaultValue = RANDOM,
            description = {
                "The faults: 'random' draws them from the seed, 'none' injects nothing,",
                "'unclean-election', 'acks-one', 'unsynced-tail', 'min-isr-one' and 'one-replica' are directed plans that lose",
                "records where Kafka's settings allow it, anything else is a plan file (default: ${DEFAULT-VALUE})."
            })
    private String plan;

    @Option(
            names = "--bug",
            paramLabel = "NAME",
            description = {
                "Plants a bug in the reference broker ('ordeal bugs' lists them); the faults are, unless --plan says",
                "otherwise, those that provoke it."
            })
    private String bug;

    @Option(
            names = "--plan-of",
            paramLabel = "NAME",
            description = "The faults that provoke a bug, without the bug: no promise may be broken.")
    private String planOf;

    @Option(
            names = "--general",
            description = {
                "With --bug or --plan-of: the faults are drawn at random from the seed, not those that provoke the bug. The",
                "properties of brokers and producers that the bug needs stay; topics and brokers are as without a bug."
            })
    private boolean general;

    @Option(
            names = "--settings",
            paramLabel = "wrong|right",
            defaultValue = "wrong",
            description = {
                "For a directed plan: with the settings that lose records, or the same with the one setting right",
                "(default: ${DEFAULT-VALUE})."
            })
    private String settings;

    @Option(
            names = "--faults",
            paramLabel = "KIND",
            split = ",",
            description = {
                "Draw only these kinds; 'ordeal faults' lists them. 'all' is every kind that can be had here and under which",
                "all promises must stand, 'destructive' also those under which settings permit losses (default: most of 'all')."
            })
    private List<String> kinds = List.of();

    @Option(
            names = "--budget",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many brokers may be faulty at once in a random plan (default: ${DEFAULT-VALUE}).")
    private int budget;

    /** The seed: given, or the plan file's, or drawn now. */
    long seed() {
        if (seed == null) {
            seed = isFile() ? fromFile().seed() : RandomGenerator.getDefault().nextLong(1, 1_000_000);
        }
        return seed;
    }

    private boolean isFile() {
        return !plan.equals(RANDOM) && !plan.equals(NONE) && directed().isEmpty();
    }

    /** The directed plan that is asked for, if one is. */
    Optional<DirectedPlan> directed() {
        Optional<DirectedPlan> provoking = provoking();
        return provoking.isPresent() && plan.equals(RANDOM)
                ? provoking.filter(_ -> !general)
                : ShippedPlans.named(plan);
    }

    /** The plan that provokes the bug that is planted or left out; empty when no bug is named. */
    private Optional<DirectedPlan> provoking() {
        if (bug != null && planOf != null) {
            throw wrong("--bug plants a bug and --plan-of leaves it out: give one of them.");
        }
        String provoked = bug != null ? bug : planOf;
        if (general && provoked == null) {
            throw wrong("--general draws the faults of --bug or --plan-of at random: give one of them; without a bug"
                    + " faults are drawn at random anyway.");
        }
        if (general && !plan.equals(RANDOM)) {
            throw wrong("--general draws the faults at random and --plan names them: give one of them.");
        }
        if (provoked == null) {
            return Optional.empty();
        }
        return Optional.of(BugPlans.named(provoked)
                .orElseThrow(() -> wrong("There is no bug '%s': %s"
                        .formatted(
                                provoked,
                                BugPlans.all().stream().map(DirectedPlan::name).toList()))));
    }

    /** The bug to plant, if any. */
    Optional<String> bug() {
        return Optional.ofNullable(bug);
    }

    /** The settings that the directed plan needs, or a bug under random faults; none for any other plan. */
    Optional<Overrides> overrides() {
        if (!settings.equals("wrong") && !settings.equals("right")) {
            throw wrong("Invalid value for option '--settings': " + settings + " (allowed: wrong, right)");
        }
        if (general) {
            return provoking().map(DirectedPlan::wrong).map(Overrides::withoutShape);
        }
        return directed().map(directed -> settings.equals("right") ? directed.right() : directed.wrong());
    }

    /** The plan for a cluster that is deployed so. */
    Plan plan(ClusterPlan cluster, Deployment deployment) {
        Optional<DirectedPlan> directed = directed();
        if (directed.isPresent()) {
            return directed.get().plan().withSeed(seed());
        }
        return switch (plan) {
            case NONE -> new Plan(NONE, seed(), time.ms(), 0, List.of());
            case RANDOM -> random(cluster, deployment);
            default -> fromFile().withSeed(seed());
        };
    }

    /**
     * The stretch in which the plan's faults begin.
     *
     * @param deployment where its faults are looked for; what an engine offers is not known before it is asked
     */
    long timeMs(ClusterPlan cluster, Optional<Deployment> deployment) {
        if (deployment.isPresent()) {
            return plan(cluster, deployment.get()).timeMs();
        }
        kinds.stream()
                .filter(kind -> !kind.equals(ALL) && !kind.equals(DESTRUCTIVE))
                .forEach(this::known);
        return directed().isEmpty() && plan.equals(RANDOM)
                ? time.ms()
                : plan(cluster, new LocalDeployment()).timeMs();
    }

    private void known(String kind) {
        try {
            FaultKind.parse(kind);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Plan random(ClusterPlan cluster, Deployment deployment) {
        try {
            return new RandomPlan(
                            seed(),
                            time.ms(),
                            new ClusterShape(cluster.brokerCount(), cluster.zookeeperCount()),
                            budget,
                            repertoire(deployment))
                    .draw();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Repertoire repertoire(Deployment deployment) {
        Repertoire offered = Repertoire.offeredBy(deployment::availability);
        if (kinds.isEmpty()) {
            return offered;
        }
        Set<FaultKind> chosen = EnumSet.noneOf(FaultKind.class);
        for (String kind : kinds) {
            switch (kind) {
                case ALL ->
                    chosen.addAll(Repertoire.harmlessOfferedBy(deployment::availability)
                            .kinds());
                case DESTRUCTIVE ->
                    chosen.addAll(Repertoire.everythingOfferedBy(deployment::availability)
                            .kinds());
                default -> chosen.add(FaultKind.parse(kind));
            }
        }
        return offered.withKinds(chosen);
    }

    private Plan fromFile() {
        Path file = Path.of(plan);
        if (!Files.isReadable(file)) {
            throw wrong("There is no plan '%s': neither random, none, one of %s, nor a readable file"
                    .formatted(
                            plan,
                            ShippedPlans.all().stream().map(DirectedPlan::name).toList()));
        }
        try {
            return PlanJson.read(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "The plan file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
