package io.tributary.examples.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.ServerOptimizerSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    /** One value of each setting, whatever the domain. */
    private static <T> T made(Kind<T> kind) {
        Map<String, Object> values = new TreeMap<>();
        for (Setting setting : kind.settings()) {
            values.put(setting.name(), switch (setting.domain()) {
                case Domain.Whole(int low, int high) -> Math.clamp(7, low, high);
                case Domain.Above(double _, double high) -> Math.min(high, 0.25);
                case Domain.Below(double low, double high) -> (low + high) / 2;
                case Domain.Truth() -> true;
                case Domain.Word(List<String> words) -> words.getLast();
                case Domain.Part(Family<?> parts) -> made(parts.kinds().getFirst());
            });
        }
        return kind.make().apply(new Values(values, new Sizes(25, 100)));
    }

    static Stream<Kind<?>> kinds() {
        return Catalogue.families().stream().flatMap(family -> family.kinds().stream());
    }

    private static Set<Class<?>> made(Family<?> family) {
        return family.kinds().stream().map(kind -> made(kind).getClass()).collect(Collectors.toSet());
    }

    @Test
    void whateverAPlanCanSayIsInTheCatalogue() {
        assertEquals(Set.of(RuleSpec.class.getPermittedSubclasses()), made(Catalogue.rules()));
        assertEquals(Set.of(ServerOptimizerSpec.class.getPermittedSubclasses()), made(Catalogue.servers()));
        assertEquals(Set.of(Schedule.class.getPermittedSubclasses()), made(Catalogue.schedules()));
    }

    /** A setting that is read but never used would be one that does nothing. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aKindHasTheSettingsThatThePlanKnowsItBy(Kind<?> kind) {
        List<String> fields =
                Arrays.stream(made(kind).getClass().getRecordComponents()).map(field -> field.getName()).toList();
        assertEquals(fields, kind.settings().stream().map(Setting::name).toList());
    }

    @Test
    void namesAreDistinct() {
        List<String> names = kinds().map(Kind::name).toList();
        assertEquals(names.stream().distinct().toList(), names);
    }

    @Test
    void defaultsOfTheServerOptimizersAreThoseOfThePaper() {
        Kind<ServerOptimizerSpec> yogi = Catalogue.servers().find("fedyogi").orElseThrow();
        assertEquals(List.of("learningRate = 0.01", "beta1 = 0.9", "beta2 = 0.99", "tau = 0.001",
                "schedule = constant"),
                yogi.settings().stream().map(Listing.Parameter::of).map(Listing.Parameter::brief).toList());
    }
}
