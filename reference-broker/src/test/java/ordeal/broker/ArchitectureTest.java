package ordeal.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of the design and the purity of the core; and that each of these rules would notice. */
class ArchitectureTest {
    private static final int MAX_LINES = 500;
    private static final String IMPURE = "ordeal.broker.impure";

    private static final JavaClasses BROKER = new ClassFileImporter().importPath(Path.of("target", "classes"));
    private static final JavaClasses OFFENDERS = new ClassFileImporter().importPackages(IMPURE);

    static Set<String> purity() {
        return Architecture.purity().keySet();
    }

    @Test
    void seesTheBrokerAndEveryPackageOfItsCore() {
        assertThat(BROKER.size()).isGreaterThan(250);
        for (String name : Architecture.CORE) {
            assertThat(BROKER.stream().filter(type -> type.getPackageName().equals(name)))
                    .as(name)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("purity")
    void keepsTheCorePure(String rule) {
        pure(rule, Architecture.core()).check(BROKER);
    }

    @Test
    void usesNoOtherModule() {
        Architecture.noOtherModule().check(BROKER);
    }

    @Test
    void keepsItsAdaptersOutsideOfTheCore() {
        Architecture.noAdaptersInCore(Architecture.core()).check(BROKER);
    }

    @Test
    void keepsTheCoresPartsUnawareOfTheWhole() {
        Architecture.partsUnawareOfTheWhole(Architecture.packages()).check(BROKER);
    }

    @Test
    void hasNoPackagesThatDependOnEachOtherInACircle() {
        Architecture.noCycles("ordeal.broker").check(BROKER);
    }

    @Test
    void namesNoClassAfterItsLackOfAName() {
        Architecture.noNamesOfNothing().check(BROKER);
    }

    @Test
    void hasNoLongFiles() throws IOException {
        assertThat(longFiles(Path.of("src", "main", "java"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "no threads, MakesThread",
        "no concurrency, HasLock",
        "no concurrency, AsksThreadForChance",
        "no waiting, WaitsForResult",
        "no monitors, SynchronizesMethod",
        "no monitors, SynchronizesBlock",
        "no clock, ReadsClock",
        "no clock, RefersToClock",
        "no clock, TakesInstant",
        "no clock object, HoldsClock",
        "no chance without a seed, TakesChance",
        "no chance without a seed, MakesId",
        "no generator without a seed, MakesGenerator",
        "no secure chance, DrawsSecurely",
        "no netty, KnowsNetty",
        "no zookeeper, KnowsZooKeeper",
        "no files, KnowsFiles",
        "no sockets, KnowsSockets",
        "no channels, KnowsChannels",
        "no streams of bytes, KnowsOldFiles",
    })
    void noticesImpurity(String rule, String offender) {
        assertNoticed(pure(rule, named(offender)), offender);
        assertThat(pure(rule, named("StringHelper")).evaluate(OFFENDERS).hasViolation())
                .as("%s is not broken by a class that has nothing to do with it", rule)
                .isFalse();
    }

    @Test
    void noticesAnotherModule() {
        assertNoticed(Architecture.noOtherModule(), "KnowsOtherModule");
    }

    @Test
    void noticesAnAdapterInTheCore() {
        assertNoticed(Architecture.noAdaptersInCore(named("KnowsAdapter")), "KnowsAdapter");
    }

    @Test
    void noticesAPartThatKnowsTheWhole() {
        assertNoticed(Architecture.partsUnawareOfTheWhole(named("KnowsTheWhole")), "KnowsTheWhole");
    }

    @Test
    void noticesACircle() {
        assertNoticed(Architecture.noCycles(IMPURE), "First");
    }

    @Test
    void noticesANameOfNothing() {
        assertNoticed(Architecture.noNamesOfNothing(), "StringHelper");
    }

    @Test
    void noticesALongFile(@TempDir Path folder) throws IOException {
        Path source = folder.resolve("Long.java");
        Files.write(source, Collections.nCopies(MAX_LINES, "line"));
        assertThat(longFiles(folder)).isEmpty();
        Files.write(source, Collections.nCopies(MAX_LINES + 1, "line"));
        assertThat(longFiles(folder)).containsExactly(source);
    }

    private static ArchRule pure(String rule, DescribedPredicate<JavaClass> classes) {
        return Objects.requireNonNull(Architecture.purity().get(rule), rule).apply(classes);
    }

    private static DescribedPredicate<JavaClass> named(String offender) {
        return DescribedPredicate.describe(
                "are " + offender, type -> type.getFullName().equals(IMPURE + "." + offender));
    }

    private static void assertNoticed(ArchRule rule, String offender) {
        assertThat(rule.evaluate(OFFENDERS).getFailureReport().getDetails())
                .as(rule.getDescription())
                .anyMatch(detail -> detail.contains(offender));
    }

    private static List<Path> longFiles(Path root) throws IOException {
        try (Stream<Path> sources = Files.walk(root)) {
            return sources.filter(path -> path.toString().endsWith(".java") && lines(path) > MAX_LINES)
                    .toList();
        }
    }

    private static long lines(Path source) {
        try (Stream<String> lines = Files.lines(source)) {
            return lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
