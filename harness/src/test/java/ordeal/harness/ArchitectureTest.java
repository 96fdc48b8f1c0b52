package ordeal.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows of the design, and those that each package's description names. */
class ArchitectureTest {
    private static final int MAX_LINES = 600;

    private static final JavaClasses HARNESS = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void seesTheHarness() {
        assertThat(HARNESS.size()).isGreaterThan(80);
    }

    @Test
    void usesCheckersAndNemesisAndNoOtherModule() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ordeal.broker..", "kafka..", "org.apache.kafka.server..")
                .check(HARNESS);
    }

    @Test
    void hasNoPackagesThatDependOnEachOtherInACircle() {
        slices().matching("ordeal.harness.(**)").should().beFreeOfCycles().check(HARNESS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "artifact      | ordeal.harness.artifact",
                "system        | ordeal.harness.system ordeal.harness.artifact",
                "probe         | ordeal.harness.probe ordeal.nemesis.port",
                "mesh          | ordeal.harness.mesh ordeal.harness.probe ordeal.nemesis.port",
                "observe       | ordeal.harness.observe ordeal.nemesis.port",
                "cluster       | ordeal.harness.cluster ordeal.harness.observe ordeal.harness.system ordeal.harness.artifact ordeal.nemesis.port ordeal.checker.run ordeal.checker.evidence",
                "cluster.local | ordeal.harness.cluster ordeal.harness.cluster.local ordeal.harness.mesh ordeal.harness.observe ordeal.harness.system ordeal.nemesis.port ordeal.checker.run ordeal.checker.evidence",
                "cluster.docker.engine | ordeal.harness.cluster.docker.engine ordeal.harness.cluster",
                "cluster.docker.image | ordeal.harness.cluster.docker.image ordeal.harness.cluster.docker.engine ordeal.harness.cluster ordeal.harness.artifact",
                "cluster.docker.link | ordeal.harness.cluster.docker.link ordeal.harness.probe ordeal.nemesis.port",
                "cluster.docker.disk | ordeal.harness.cluster.docker.disk ordeal.nemesis.port",
                "cluster.docker.clock | ordeal.harness.cluster.docker.clock ordeal.harness.cluster.docker.disk ordeal.harness.cluster.docker.image ordeal.nemesis.port",
                "cluster.docker | ordeal.harness.cluster.docker ordeal.harness.cluster.docker.engine ordeal.harness.cluster.docker.image ordeal.harness.cluster.docker.link ordeal.harness.cluster.docker.disk ordeal.harness.cluster.docker.clock ordeal.harness.cluster ordeal.harness.artifact ordeal.harness.system ordeal.harness.observe ordeal.nemesis.port ordeal.checker.run ordeal.checker.evidence",
                "workload      | ordeal.harness.workload ordeal.checker ordeal.checker.history ordeal.checker.run",
                "bench         | ordeal.harness.bench ordeal.harness.cluster ordeal.harness.cluster.local ordeal.harness.system ordeal.harness.artifact ordeal.nemesis.port",
                "standing      | ordeal.harness.standing ordeal.harness.cluster ordeal.harness.system ordeal.harness.program ordeal.nemesis.port ordeal.checker.run",
                "program       | ordeal.harness.program",
                "time          | ordeal.harness.time",
                "child         | ordeal.harness.child ordeal.harness.program ordeal.checker.contract ordeal.checker.evidence",
                "trial         | ordeal.harness.trial ordeal.harness.child ordeal.checker.contract ordeal.checker.evidence ordeal.checker.history ordeal.nemesis.plan.shipped",
                "shrink        | ordeal.harness.shrink ordeal.harness.child ordeal.checker.evidence ordeal.nemesis.plan",
                "suite         | ordeal.harness.suite ordeal.harness.child ordeal.harness.time ordeal.checker.contract ordeal.checker.evidence",
                "report        | ordeal.harness.report ordeal.harness.report.chart ordeal.harness.report.context ordeal.harness.report.html ordeal.harness.report.junit ordeal.harness.report.series ordeal.checker ordeal.checker.evidence ordeal.checker.history ordeal.checker.recovery ordeal.checker.run ordeal.checker.verdict ordeal.checker.zookeeper",
                "report.chart  | ordeal.harness.report.chart ordeal.harness.report.series",
                "report.series | ordeal.harness.report.series ordeal.checker ordeal.checker.evidence ordeal.checker.history ordeal.checker.run ordeal.checker.zookeeper",
                "report.context | ordeal.harness.report.context ordeal.harness.report.series ordeal.harness.system ordeal.checker ordeal.checker.evidence ordeal.checker.run ordeal.checker.verdict",
                "report.html   | ordeal.harness.report.html",
                "report.junit  | ordeal.harness.report.junit",
                "report.suite  | ordeal.harness.report.suite ordeal.harness.report.html ordeal.harness.report.junit ordeal.harness.suite ordeal.harness.child",
            })
    void letsAPackageUseOnlyWhatItsDescriptionNames(String name, String allowed) {
        List<String> packages = new ArrayList<>(List.of(allowed.split(" ", -1)));
        classes()
                .that()
                .resideInAPackage("ordeal.harness." + name)
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<>("reside in " + allowed + " or no module of ours") {
                    @Override
                    public boolean test(JavaClass used) {
                        return !used.getPackageName().startsWith("ordeal.") || packages.contains(used.getPackageName());
                    }
                })
                .check(HARNESS);
    }

    @Test
    void keepsTheCommandLineOnTop() {
        noClasses()
                .that()
                .resideOutsideOfPackage("ordeal.harness.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ordeal.harness.cli..")
                .check(HARNESS);
        noClasses()
                .that()
                .resideOutsideOfPackage("ordeal.harness.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(HARNESS);
        noClasses()
                .that()
                .resideOutsideOfPackages("ordeal.harness.cli..", "ordeal.harness.report..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ordeal.harness.report..")
                .check(HARNESS);
    }

    @Test
    void namesNoClassAfterItsLackOfAName() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(HARNESS);
    }

    @Test
    void hasNoLongFiles() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                try (Stream<String> lines = Files.lines(source)) {
                    assertThat(lines.count()).as(source.toString()).isLessThanOrEqualTo(MAX_LINES);
                }
            }
        }
    }
}
