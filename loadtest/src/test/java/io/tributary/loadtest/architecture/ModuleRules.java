package io.tributary.loadtest.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who may know whom.
 *
 * @param root package of all modules
 */
record ModuleRules(String root) {
    static final Set<String> MODULES =
            Set.of("protocol", "learning", "secureagg", "client", "aggregation", "coordinator", "operator",
                    "spring", "experiments", "cli", "localcluster", "loadtest");
    /** Sample applications: built and tested, and used by nobody. */
    private static final String EXAMPLES = "examples";

    Stream<Rule> all() {
        return Stream.of(
                uses("protocol", Set.of(), "ProtocolKnowsLearning"),
                uses("learning", Set.of("protocol"), "LearningKnowsSecureAgg"),
                uses("secureagg", Set.of("protocol"), "SecureAggKnowsLearning"),
                uses("client", Set.of("protocol", "learning", "secureagg"), "ClientKnowsCoordinator",
                        "ClientKnowsAggregation"),
                uses("aggregation", Set.of("protocol"), "AggregationKnowsLearning"),
                uses("coordinator", Set.of("protocol", "learning", "secureagg", "aggregation"),
                        "CoordinatorKnowsClient",
                        "CoordinatorKnowsExperiments"),
                uses("operator", Set.of("protocol", "secureagg"), "OperatorKnowsCoordinator"),
                uses("spring", Set.of("protocol", "learning", "secureagg", "client"), "SpringKnowsCoordinator"),
                uses("experiments",
                        Set.of("protocol", "learning", "secureagg", "client", "aggregation", "coordinator",
                                "operator"),
                        "ExperimentsKnowsCli"),
                uses("cli",
                        Set.of("protocol", "learning", "secureagg", "client", "aggregation", "coordinator",
                                "operator", "experiments"),
                        "CliKnowsLoadtest"),
                uses("localcluster", Set.of("secureagg"), "LocalClusterKnowsCoordinator"),
                new Rule("an engine is found or given, never named", noEngine(), "LearningKnowsAnEngine",
                        "ClientKnowsAnEngine", "CoordinatorKnowsAnEngine"),
                new Rule("nobody uses the examples",
                        noClasses().that().resideOutsideOfPackage(in(EXAMPLES)).should().dependOnClassesThat()
                                .resideInAnyPackage(in(EXAMPLES), "com.example..").allowEmptyShould(true),
                        "CliKnowsExamples"),
                new Rule("packages are free of cycles", noCycles(), "Hen", "Egg"),
                new Rule("no package is a drawer",
                        noClasses().should().resideInAnyPackage(drawers()).allowEmptyShould(true), "Drawer"));
    }

    private ArchRule noEngine() {
        return noClasses().that().resideInAnyPackage(in("learning"), in("client"), in("coordinator"))
                .and().resideOutsideOfPackage(in("learning.djl"))
                .should().dependOnClassesThat().resideInAPackage(in("learning.djl")).allowEmptyShould(true);
    }

    private ArchRule noCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    private Rule uses(String module, Set<String> allowed, String... offenders) {
        Set<String> others = new TreeSet<>(MODULES);
        others.remove(module);
        others.removeAll(allowed);
        DescribedPredicate<JavaClass> forbidden = resideInAnyPackage(
                others.stream().map(this::in).toArray(String[]::new));
        return new Rule(module + " may use " + new TreeSet<>(allowed),
                noClasses().that(resideInAPackage(in(module))).should().dependOnClassesThat(forbidden)
                        .allowEmptyShould(true),
                offenders);
    }

    private String in(String module) {
        return root + "." + module + "..";
    }

    private String[] drawers() {
        return List.of("util", "utils", "common", "impl", "manager", "helper", "helpers").stream()
                .map(name -> root + ".." + name + "..")
                .toArray(String[]::new);
    }
}
