package ordeal.checker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("ordeal");

    /** What the packages' descriptions call the evidence models. */
    private static final String MODELS = "evidence history journal replica run zookeeper ";

    /** The only classes of the topmost package that packages below it know. */
    private static final List<String> FOR_ALL = List.of("ordeal.checker.Checker", "ordeal.checker.Partition");

    @Test
    void checkersUseNoOtherModuleOfTheProject() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ordeal.harness..", "ordeal.nemesis..", "ordeal.broker..")
                .check(CLASSES);
    }

    @Test
    void checkersStartNoThreadsAndOpenNoSockets() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.nio\\.channels\\..*(Socket|Datagram|Selector|Asynchronous).*")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, Process.class, ProcessBuilder.class)
                .check(CLASSES);
    }

    @Test
    void checkersAskForNoTimeAndNoRandomness() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(random\\..*|Random|UUID)|java\\.security\\.SecureRandom")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void rulesAndContractReadNoFiles() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "ordeal.checker.client",
                        "ordeal.checker.contract",
                        "ordeal.checker.assumption",
                        "ordeal.checker.recovery")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.io..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "history    | history",
                "run        | run",
                "compact    | compact history",
                "verdict    | verdict run",
                "replica    | replica run history compact",
                "zookeeper  | zookeeper run",
                "journal    | journal run replica verdict",
                "evidence   | " + MODELS,
                "contract   | contract " + MODELS,
                "culprit    | culprit evidence journal replica run verdict zookeeper",
                "assumption | assumption compact verdict " + MODELS,
                "client     | client contract culprit verdict compact " + MODELS,
                "controller | controller evidence journal run verdict zookeeper",
                "isr        | isr culprit verdict " + MODELS,
                "recovery   | recovery compact verdict " + MODELS,
            })
    void aPackageUsesOnlyWhatItsDescriptionNames(String name, String allowed) {
        List<String> packages = List.of(allowed.split(" ", -1)).stream()
                .map(each -> "ordeal.checker." + each)
                .toList();
        classes()
                .that()
                .resideInAPackage("ordeal.checker." + name)
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<>("reside in " + allowed + " or no package of ours") {
                    @Override
                    public boolean test(JavaClass used) {
                        return !used.getPackageName().startsWith("ordeal.")
                                || packages.contains(used.getPackageName())
                                || FOR_ALL.contains(used.getFullName());
                    }
                })
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("ordeal.checker.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void checkersFormatNothingByTheDefaultLocale() {
        noClasses()
                .should()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .check(CLASSES);
    }
}
