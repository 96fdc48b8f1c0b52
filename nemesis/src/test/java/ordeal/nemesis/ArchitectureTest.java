package ordeal.nemesis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("ordeal.nemesis");
    private static final String[] PURE = {
        "ordeal.nemesis.port..", "ordeal.nemesis.target..", "ordeal.nemesis.fault..", "ordeal.nemesis.plan.."
    };

    @Test
    void dependsOnNoOtherModuleOfTheProject() {
        noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "belong to another module",
                        (JavaClass type) -> type.getPackageName().startsWith("ordeal.")
                                && !type.getPackageName().startsWith("ordeal.nemesis")))
                .check(CLASSES);
    }

    @Test
    void faultsTargetsAndPlansKnowNoThreadsFilesOrSockets() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..", "java.io", "java.util.concurrent..", "java.time..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(Thread.class.getName())
                .check(CLASSES.that(DescribedPredicate.not(JavaClass.Predicates.assignableTo(RuntimeException.class))));
    }

    @Test
    void nobodyReadsTheClockOrDrawsUnseeded() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .callConstructor(SplittableRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.UUID")
                .check(CLASSES);
    }

    @Test
    void onlyTheRunnerLogs() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void packagesDependOneWay() {
        slices().matching("ordeal.nemesis.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port         | port",
                "target       | target port",
                "fault        | fault target port",
                "plan         | plan fault target port",
                "plan.shipped | plan.shipped plan fault target port",
                "run          | run plan fault target port",
            })
    void aPackageUsesOnlyWhatItsDescriptionNames(String name, String allowed) {
        List<String> packages = List.of(allowed.split(" ", -1)).stream()
                .map(each -> "ordeal.nemesis." + each)
                .toList();
        classes()
                .that()
                .resideInAPackage("ordeal.nemesis." + name)
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<>("reside in " + allowed + " or no package of ours") {
                    @Override
                    public boolean test(JavaClass used) {
                        return !used.getPackageName().startsWith("ordeal.") || packages.contains(used.getPackageName());
                    }
                })
                .check(CLASSES);
    }
}
