package io.tributary.loadtest.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.stream.Stream;

/**
 * How large a thing may become before it has parts of its own.
 *
 * @param root package of all modules
 */
record ShapeRules(String root) {
    private static final int MOST_ARGUMENTS = 12;

    Stream<Rule> all() {
        return Stream.of(new Rule("a record, and a call, takes at most " + MOST_ARGUMENTS + " values by their place",
                ArchRuleDefinition.noCodeUnits().that().areDeclaredInClassesThat().resideInAPackage(root + "..")
                        .and().areDeclaredInClassesThat().resideOutsideOfPackage("..jmh_generated..")
                        .should(ArchConditions.be(new DescribedPredicate<JavaCodeUnit>("of more arguments") {
                            @Override
                            public boolean test(JavaCodeUnit unit) {
                                return unit.getRawParameterTypes().size() > MOST_ARGUMENTS;
                            }
                        })),
                "protocol.ManyByPlace"));
    }
}
