package ordeal.broker;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the broker's code must keep to. Rules of purity take the classes that they are about, so that they can be shown to fail on offending
 * ones.
 */
final class Architecture {
    /** The core: what must run unmodified in a simulator. Its adapters lie in packages below some of these. */
    static final String[] CORE = {
        "ordeal.broker.rules",
        "ordeal.broker.replication",
        "ordeal.broker.controller",
        "ordeal.broker.producer",
        "ordeal.broker.metadata",
        "ordeal.broker.request",
        "ordeal.broker.port",
        "ordeal.broker.config",
        "ordeal.broker.coordination",
        "ordeal.broker.log",
        "ordeal.broker.journal",
        "ordeal.broker.bugs"
    };

    /** What puts the core together, and runs in a simulator with it. */
    private static final List<String> TOGETHER = List.of(
            "ordeal.broker.Broker",
            "ordeal.broker.BrokerPorts",
            "ordeal.broker.BrokerHandlers",
            "ordeal.broker.ControlledDeparture",
            "ordeal.broker.TopicConfigWriter");

    private static final String[] ADAPTERS = {
        "ordeal.broker.coordination.zookeeper..",
        "ordeal.broker.log.file..",
        "ordeal.broker.journal.file..",
        "ordeal.broker.network.."
    };

    /** Of java.util.concurrent, what needs no second thread: results that come later, and units of time. */
    private static final Set<String> CONCURRENT_BUT_PURE = Set.of(
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.CompletionException",
            "java.util.concurrent.CancellationException",
            "java.util.concurrent.TimeUnit");

    /** Of java.io, what touches no file: its exceptions, and readers of text that is in memory already. */
    private static final Set<String> IO_BUT_PURE = Set.of(
            "java.io.IOException",
            "java.io.UncheckedIOException",
            "java.io.StringReader",
            "java.io.Reader",
            "java.io.Serializable");

    /** Which methods read a clock. */
    private static final Map<String, Set<String>> CLOCKS = Map.of(
            "java.lang.System", Set.of("nanoTime", "currentTimeMillis"),
            "java.time.Instant", Set.of("now"),
            "java.time.LocalDate", Set.of("now"),
            "java.time.LocalTime", Set.of("now"),
            "java.time.LocalDateTime", Set.of("now"),
            "java.time.ZonedDateTime", Set.of("now"),
            "java.time.OffsetDateTime", Set.of("now"));

    /** Which methods draw numbers that no seed decides. */
    private static final Map<String, Set<String>> UNSEEDED = Map.of(
            "java.lang.Math", Set.of("random"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.random.RandomGenerator", Set.of("getDefault", "of"),
            "java.util.Collections", Set.of("shuffle"),
            "org.apache.kafka.common.Uuid", Set.of("randomUuid"));

    /** Which methods make threads work or wait. */
    private static final Map<String, Set<String>> WAITING = Map.of(
            "java.lang.Object", Set.of("wait", "notify", "notifyAll"),
            "java.util.concurrent.CompletableFuture",
                    Set.of(
                            "get",
                            "join",
                            "supplyAsync",
                            "runAsync",
                            "thenApplyAsync",
                            "thenAcceptAsync",
                            "thenRunAsync",
                            "thenComposeAsync",
                            "thenCombineAsync",
                            "handleAsync",
                            "whenCompleteAsync",
                            "exceptionallyAsync",
                            "orTimeout",
                            "completeOnTimeout",
                            "delayedExecutor"),
            "java.util.Collection", Set.of("parallelStream"),
            "java.util.stream.BaseStream", Set.of("parallel"),
            "java.util.stream.Stream", Set.of("parallel"));

    private static final List<String> NAMES_OF_NOTHING =
            List.of("Util", "Utils", "Manager", "Helper", "Helpers", "Impl", "Misc", "Common");

    private Architecture() {}

    /** The rules of purity by name, each for the given classes. */
    static Map<String, Function<DescribedPredicate<JavaClass>, ArchRule>> purity() {
        Map<String, Function<DescribedPredicate<JavaClass>, ArchRule>> rules = new TreeMap<>();
        rules.put("no threads", pure -> none(pure, uses("threads", Architecture::isThread)));
        rules.put("no concurrency", pure -> none(pure, uses("concurrency", Architecture::isConcurrent)));
        rules.put("no waiting", pure -> none(pure, calls("threads at work or waiting", WAITING)));
        rules.put("no monitors", pure -> none(pure, monitors()));
        rules.put("no clock", pure -> none(pure, calls("a clock", CLOCKS)));
        rules.put("no clock object", pure -> none(pure, uses("java.time.Clock", named("java.time.Clock"))));
        rules.put("no chance without a seed", pure -> none(pure, calls("chance without a seed", UNSEEDED)));
        rules.put("no generator without a seed", pure -> none(pure, unseededGenerators()));
        rules.put("no secure chance", pure -> none(pure, usesPackages("java.security..")));
        rules.put("no netty", pure -> none(pure, usesPackages("io.netty..")));
        rules.put("no zookeeper", pure -> none(pure, usesPackages("org.apache.zookeeper..")));
        rules.put("no files", pure -> none(pure, usesPackages("java.nio.file..")));
        rules.put("no sockets", pure -> none(pure, usesPackages("java.net..")));
        rules.put("no channels", pure -> none(pure, usesPackages("java.nio.channels..")));
        rules.put("no streams of bytes", pure -> none(pure, uses("java.io", Architecture::isIo)));
        return rules;
    }

    /** The module depends on no other of the project. */
    static ArchRule noOtherModule() {
        return noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "belong to another module",
                        type -> type.getPackageName().startsWith("ordeal.")
                                && !type.getPackageName().startsWith("ordeal.broker")));
    }

    /** The core does not know who plays the part of its ports. */
    static ArchRule noAdaptersInCore(DescribedPredicate<JavaClass> core) {
        return none(core, usesPackages(ADAPTERS));
    }

    /** The core's parts do not know the whole that is made of them. */
    static ArchRule partsUnawareOfTheWhole(DescribedPredicate<JavaClass> parts) {
        return none(parts, usesPackages("ordeal.broker"));
    }

    /** Packages depend on each other one way only; each package is a slice of its own. */
    static ArchRule noCycles(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** Names say what a class is. */
    static ArchRule noNamesOfNothing() {
        return noClasses()
                .should()
                .haveNameMatching(".*(" + String.join("|", NAMES_OF_NOTHING) + ")")
                .as("no class should be named after its lack of a name");
    }

    /** The classes of the core, and those that put it together. */
    static DescribedPredicate<JavaClass> core() {
        return packages()
                .or(describe("put the core together", Architecture::putsTogether))
                .as("belong to the core");
    }

    /** The packages of the core. */
    static DescribedPredicate<JavaClass> packages() {
        return resideInAnyPackage(CORE).as("lie in the core's packages");
    }

    private static boolean putsTogether(JavaClass type) {
        return TOGETHER.stream()
                .anyMatch(name ->
                        type.getFullName().equals(name) || type.getFullName().startsWith(name + "$"));
    }

    private static ArchRule none(DescribedPredicate<JavaClass> classes, ArchCondition<JavaClass> condition) {
        return noClasses().that(classes).should(condition);
    }

    private static ArchCondition<JavaClass> usesPackages(String... packages) {
        return dependOnClassesThat(resideInAnyPackage(packages));
    }

    private static ArchCondition<JavaClass> uses(String what, Predicate<JavaClass> which) {
        return dependOnClassesThat(describe("are " + what, which));
    }

    private static Predicate<JavaClass> named(String name) {
        return type -> type.getFullName().equals(name);
    }

    private static boolean isThread(JavaClass type) {
        return type.isAssignableTo(Thread.class)
                || type.getFullName().equals("java.lang.ThreadLocal")
                || type.getFullName().equals("java.util.Timer");
    }

    private static boolean isConcurrent(JavaClass type) {
        return type.getPackageName().startsWith("java.util.concurrent")
                && !CONCURRENT_BUT_PURE.contains(type.getFullName());
    }

    private static boolean isIo(JavaClass type) {
        return type.getPackageName().equals("java.io") && !IO_BUT_PURE.contains(type.getFullName());
    }

    private static ArchCondition<JavaClass> calls(String what, Map<String, Set<String>> methods) {
        return accessTargetWhere(describe("it is one of " + what, call -> isOneOf(call, methods)));
    }

    private static boolean isOneOf(JavaAccess<?> call, Map<String, Set<String>> methods) {
        return methods.entrySet().stream()
                .anyMatch(entry -> call.getTargetOwner().isAssignableTo(entry.getKey())
                        && entry.getValue().contains(call.getTarget().getName()));
    }

    /** A generator may be made of a seed only, and of a thread's own there is none. */
    private static ArchCondition<JavaClass> unseededGenerators() {
        return accessTargetWhere(describe(
                "it makes a generator without a seed",
                call -> call.getTarget() instanceof CodeUnitAccessTarget made
                        && made.getName().equals("<init>")
                        && made.getRawParameterTypes().isEmpty()
                        && (call.getTargetOwner().isEquivalentTo(java.util.Random.class)
                                || call.getTargetOwner().isEquivalentTo(java.util.SplittableRandom.class))));
    }

    private static ArchCondition<JavaClass> monitors() {
        return new ArchCondition<>("be synchronized anywhere") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean found = type.getMethods().stream()
                                .anyMatch(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                        || entersMonitors(type);
                events.add(new SimpleConditionEvent(type, found, type.getName() + " is synchronized: " + found));
            }
        };
    }

    /** ArchUnit does not see synchronized blocks; the byte code shows them. */
    private static boolean entersMonitors(JavaClass type) {
        try (InputStream bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return ClassFile.of().parse(bytes.readAllBytes()).methods().stream()
                    .flatMap(method -> method.code().stream())
                    .flatMap(CodeModel::elementStream)
                    .anyMatch(MonitorInstruction.class::isInstance);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
