package io.tributary.loadtest.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the client SDK shows: few types, none of which mentions what is internal.
 *
 * @param root package of all modules
 * @param most public types outside the internal packages
 */
record SdkRules(String root, int most) {
    /** Who else may use the SDK's inside: what pulls a model as a device does, and what plays devices that misbehave. */
    private static final Set<String> INSIDERS = Set.of(".experiments.run.ModelPull");

    Stream<Rule> all() {
        return Stream.of(
                new Rule("the SDK shows few types", shown().should(new BeFew(most)), "client.Shown"),
                new Rule("no signature of the SDK mentions what is internal",
                        classes().that(inSdk()).should(new MentionNothingOf(internal())), "Shown.inside",
                        "Shown.throwing"),
                new Rule("the inside of the SDK is for itself",
                        noClasses().that(isStranger()).should().dependOnClassesThat(internal())
                                .allowEmptyShould(true),
                        "CliKnowsTheInside"));
    }

    private GivenClassesConjunction shown() {
        return classes().that(inSdk()).and().arePublic().and().areTopLevelClasses();
    }

    private DescribedPredicate<JavaClass> inSdk() {
        return resideInAPackage(root + ".client..").and(DescribedPredicate.not(internal()));
    }

    private DescribedPredicate<JavaClass> internal() {
        return resideInAPackage(root + ".client.internal..");
    }

    private DescribedPredicate<JavaClass> isStranger() {
        return resideOutsideOfPackage(root + ".client..").and(resideOutsideOfPackage(root + ".loadtest.."))
                .and(DescribedPredicate.describe("is no insider", type -> INSIDERS.stream()
                        .noneMatch(name -> type.getName().startsWith(root + name))));
    }

    /** Counts the types that are looked at. */
    private static final class BeFew extends ArchCondition<JavaClass> {
        private final int most;
        private final Set<String> seen = new TreeSet<>();

        BeFew(int most) {
            super("be at most %d", most);
            this.most = most;
        }

        @Override
        public void init(Collection<JavaClass> all) {
            seen.clear();
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            seen.add(type.getName());
        }

        @Override
        public void finish(ConditionEvents events) {
            events.add(new SimpleConditionEvent(seen, seen.size() <= most, seen.size() + " are public: " + seen));
        }
    }

    /** Looks at all that a user can call, read, extend or catch. */
    private static final class MentionNothingOf extends ArchCondition<JavaClass> {
        private final DescribedPredicate<JavaClass> forbidden;

        MentionNothingOf(DescribedPredicate<JavaClass> forbidden) {
            super("mention nothing that " + forbidden.getDescription());
            this.forbidden = forbidden;
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (!isVisible(type)) {
                return;
            }
            Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
            report(type, type.getName(), supertypes, events);
            for (JavaMember member : type.getMembers()) {
                if (isVisible(member.getModifiers())) {
                    report(type, member.getFullName(), mentioned(member), events);
                }
            }
        }

        private static Stream<JavaType> mentioned(JavaMember member) {
            if (member instanceof JavaCodeUnit unit) {
                return Stream.of(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream().map(JavaType.class::cast)).flatMap(types -> types);
            }
            return Stream.of(((JavaField) member).getType());
        }

        private void report(JavaClass type, String what, Stream<JavaType> types, ConditionEvents events) {
            types.flatMap(mentioned -> mentioned.getAllInvolvedRawTypes().stream()).filter(forbidden)
                    .forEach(found -> events.add(
                            SimpleConditionEvent.violated(type, what + " mentions " + found.getName())));
        }

        private static boolean isVisible(JavaClass type) {
            return isVisible(type.getModifiers())
                    && type.getEnclosingClass().map(MentionNothingOf::isVisible).orElse(true);
        }

        private static boolean isVisible(Set<JavaModifier> modifiers) {
            return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
        }
    }
}
