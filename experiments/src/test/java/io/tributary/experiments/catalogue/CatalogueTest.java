package io.tributary.experiments.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.ServerOptimizerSpec;
import io.tributary.protocol.plan.StrategySpec.Weighting;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                case Domain.Between(double low, double high) -> (low + high) / 2;
                case Domain.Truth() -> true;
                case Domain.Names() -> List.of("conv1");
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

    /** What comes with Tributary: no plug-in is on the class path of this test. */
    private static Set<Class<?>> builtIn(Class<?> kinds, Class<?> plugIn) {
        return Arrays.stream(kinds.getPermittedSubclasses()).filter(kind -> kind != plugIn).collect(Collectors.toSet());
    }

    @Test
    void whateverAPlanCanSayIsInTheCatalogue() {
        assertEquals(builtIn(RuleSpec.class, RuleSpec.PlugInRule.class), made(Catalogue.rules()));
        assertEquals(builtIn(ServerOptimizerSpec.class, ServerOptimizerSpec.PlugInServer.class),
                made(Catalogue.servers()));
        assertEquals(Set.of(OptimizerSpec.class.getPermittedSubclasses()), made(Catalogue.optimizers()));
        assertEquals(Set.of(Schedule.class.getPermittedSubclasses()), made(Catalogue.schedules()));
        assertEquals(Set.of(CodecSpec.Sparsity.class.getPermittedSubclasses()), made(Catalogue.sparsities()));
        assertEquals(List.of(Weighting.values()),
                Catalogue.weightings().kinds().stream().map(kind -> made(kind)).toList());
        assertEquals(List.of(Download.values()),
                Catalogue.downloads().kinds().stream().map(kind -> made(kind)).toList());
        List<Optional<ClientMethod>> methods = Catalogue.methods().kinds().stream().map(kind -> made(kind)).toList();
        assertEquals(Optional.empty(), methods.getFirst());
        assertEquals(builtIn(ClientMethod.class, ClientMethod.PlugInMethod.class),
                methods.stream().flatMap(Optional::stream).map(Object::getClass).collect(Collectors.toSet()));
    }

    /** One name a strategy: the word in a config is the word on the wire, of every kind that a plan has a word for. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aKindIsCalledOnTheWireAsInAConfig(Kind<?> kind) {
        Object made = made(kind) instanceof Optional<?> maybe ? maybe.orElse(null) : made(kind);
        JsonNode wire = new ObjectMapper().valueToTree(made);
        if (wire.has("kind")) {
            assertEquals(kind.name(), wire.get("kind").asText());
        } else if (made instanceof Enum<?>) {
            assertEquals(kind.name(), wire.asText());
        } else {
            List<Kind<?>> keys =
                    List.of(Catalogue.local(), Catalogue.frozen(), Catalogue.quantize(), Catalogue.rotate(),
                            Catalogue.errorFeedback());
            assertTrue(keys.contains(kind) || kind.name().equals("plain"), kind.name());
        }
    }

    /** What is no choice among kinds is shown all the same, once. */
    @Test
    void keysThatStandBesideOthersAreShownAsChoicesAre() {
        List<Kind<?>> keys = List.of(Catalogue.local(), Catalogue.frozen(), Catalogue.quantize(), Catalogue.rotate(),
                Catalogue.errorFeedback());
        assertEquals(keys, kinds().filter(keys::contains).toList());
    }

    /** A setting that is read but never used would be one that does nothing. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aKindHasTheSettingsThatThePlanKnowsItBy(Kind<?> kind) {
        Object made = made(kind) instanceof Optional<?> maybe ? maybe.map(Object.class::cast).orElse("") : made(kind);
        List<String> settings = kind.settings().stream().map(Setting::name).toList();
        if (kind.bare()) {
            assertEquals(List.of(kind.name()), settings);
            return;
        }
        RecordComponent[] fields = made.getClass().getRecordComponents();
        assertEquals(fields == null ? List.of() : Arrays.stream(fields).map(RecordComponent::getName).toList(),
                settings);
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
