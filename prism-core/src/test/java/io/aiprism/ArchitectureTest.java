package io.aiprism;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The packages of this module, and what each may import of the others. */
final class ArchitectureTest {
    private static final String ROOT = "io.aiprism";

    /** Every package in the order of the design: a package imports only those before it. */
    private static final List<String> ORDER = List.of(
            "concurrent",
            "document",
            "finding",
            "checklist",
            "model",
            "model.structured",
            "task",
            "task.routing",
            "task.spi",
            "task.inprocess",
            "task.engine",
            "analysis",
            "analysis.structure",
            "analysis.model",
            "review",
            "chat",
            "report",
            "");

    /** Packages that import less than the order would let them. */
    private static final Map<String, List<String>> ONLY = Map.of(
            "document", List.of(),
            "model", List.of(),
            "model.structured", List.of("model"),
            "task", List.of(),
            "task.routing", List.of("task"),
            "task.spi", List.of("task"),
            "task.inprocess", List.of("concurrent", "task", "task.spi"),
            "task.engine", List.of("concurrent", "task", "task.spi"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packages_form_no_cycle() {
        slices().matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @ParameterizedTest
    @FieldSource("ORDER")
    void a_package_imports_only_those_before_it(String name) {
        List<String> before = ORDER.subList(0, ORDER.indexOf(name));
        noClasses()
                .that(resideInAPackage(qualified(name)))
                .should()
                .dependOnClassesThat(
                        prismOutside(name).and(DescribedPredicate.not(in(ONLY.getOrDefault(name, before)))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void every_package_has_its_place_in_the_order() {
        Collection<String> unknown = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name ->
                        ORDER.stream().noneMatch(known -> qualified(known).equals(name)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unknown).isEmpty();
    }

    private static DescribedPredicate<JavaClass> prismOutside(String name) {
        return resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAPackage(qualified(name))));
    }

    private static DescribedPredicate<JavaClass> in(List<String> names) {
        return resideInAnyPackage(
                names.stream().map(ArchitectureTest::qualified).toArray(String[]::new));
    }

    private static String qualified(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name;
    }
}
