package io.tributary.loadtest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final String ROOT = "io.tributary";
    private static final String BROKEN = "io.tributary.loadtest.architecture.broken";
    private static final int MOST_SHOWN = 20;
    private static final JavaClasses PRODUCT =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);
    /** Each rule is broken here, on purpose, so that none holds just because it finds nothing to look at. */
    private static final JavaClasses OFFENDERS = new ClassFileImporter().importPackages(BROKEN);

    static Stream<Rule> product() {
        return rules(ROOT, MOST_SHOWN);
    }

    static Stream<Rule> broken() {
        return rules(BROKEN, 1);
    }

    private static Stream<Rule> rules(String root, int mostShown) {
        return Stream.of(new ModuleRules(root).all(), new VendorRules(root).all(), new PurityRules(root).all(),
                new SdkRules(root, mostShown).all(), new ShapeRules(root).all())
                .flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("product")
    void theProductKeepsTheRule(Rule rule) {
        rule.rule().check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void theRuleFindsItsOffenders(Rule rule) {
        EvaluationResult result = rule.rule().evaluate(OFFENDERS);
        String report = result.getFailureReport().toString();
        assertTrue(!rule.offenders().isEmpty());
        for (String offender : rule.offenders()) {
            assertTrue(report.contains(offender), () -> offender + " was not found by: " + rule + "\n" + report);
        }
    }

    @Test
    void everyModuleIsLookedAt() {
        Set<String> seen = PRODUCT.stream().map(JavaClass::getPackageName).filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.split("\\.", -1)[2]).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(ModuleRules.MODULES), seen);
    }
}
