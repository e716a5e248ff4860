package io.tributary.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.experiments.catalogue.Catalogue;
import io.tributary.experiments.catalogue.Listing;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.Node;
import io.tributary.experiments.yaml.Origin;
import io.tributary.experiments.yaml.YamlTree;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.RuleSpec.Bulyan;
import io.tributary.protocol.plan.RuleSpec.CenteredClipping;
import io.tributary.protocol.plan.RuleSpec.ClippedMean;
import io.tributary.protocol.plan.RuleSpec.FlTrust;
import io.tributary.protocol.plan.RuleSpec.GeometricMedian;
import io.tributary.protocol.plan.RuleSpec.Krum;
import io.tributary.protocol.plan.RuleSpec.Mean;
import io.tributary.protocol.plan.RuleSpec.Median;
import io.tributary.protocol.plan.RuleSpec.MultiKrum;
import io.tributary.protocol.plan.RuleSpec.NearestNeighborMixing;
import io.tributary.protocol.plan.RuleSpec.TrimmedMean;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.Schedule.Cosine;
import io.tributary.protocol.plan.Schedule.Exponential;
import io.tributary.protocol.plan.Schedule.Step;
import io.tributary.protocol.plan.ServerOptimizerSpec;
import io.tributary.protocol.plan.ServerOptimizerSpec.FedAdagrad;
import io.tributary.protocol.plan.ServerOptimizerSpec.FedAdam;
import io.tributary.protocol.plan.ServerOptimizerSpec.FedAvg;
import io.tributary.protocol.plan.ServerOptimizerSpec.FedAvgM;
import io.tributary.protocol.plan.ServerOptimizerSpec.FedYogi;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plan.StrategySpec.Weighting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StrategyConfigTest {
    @TempDir
    private Path folder;

    private StrategySpec strategy(String... overrides) throws IOException, ConfigException {
        return Configs.parse(folder, Configs.SOUND, overrides).strategy();
    }

    private String refusal(String... overrides) {
        return String.valueOf(assertThrows(ConfigException.class, () -> strategy(overrides)).getMessage())
                .replace(folder + "/", "");
    }

    static Stream<Arguments> rules() {
        return Stream.of(Arguments.of("mean", new Mean()), Arguments.of("median", new Median()),
                Arguments.of("{ median: {} }", new Median()),
                Arguments.of("trimmedMean", new TrimmedMean(0.2)),
                Arguments.of("{ trimmedMean: { trim: 0.25 } }", new TrimmedMean(0.25)),
                Arguments.of("clippedMean", new ClippedMean(null)),
                Arguments.of("{ clippedMean: { maxNorm: 2 } }", new ClippedMean(2.0)),
                Arguments.of("{ krum: { byzantine: 4 } }", new Krum(4)),
                Arguments.of("{ multiKrum: { byzantine: 3 } }", new MultiKrum(3, null)),
                Arguments.of("{ multiKrum: { byzantine: 3, select: 5 } }", new MultiKrum(3, 5)),
                Arguments.of("{ bulyan: { byzantine: 2 } }", new Bulyan(2)),
                Arguments.of("geometricMedian", new GeometricMedian(1e-6, 32, 1e-6)),
                Arguments.of("{ geometricMedian: { smoothing: 1e-3, iterations: 9, tolerance: 0 } }",
                        new GeometricMedian(1e-3, 9, 0)),
                Arguments.of("centeredClipping", new CenteredClipping(null, 3)),
                Arguments.of("{ centeredClipping: { radius: 10, iterations: 1 } }", new CenteredClipping(10.0, 1)),
                Arguments.of("{ nearestNeighborMixing: { byzantine: 5, then: { trimmedMean: { trim: 0.2 } } } }",
                        new NearestNeighborMixing(5, new TrimmedMean(0.2))),
                Arguments.of("{ nearestNeighborMixing: { byzantine: 2, then: median } }",
                        new NearestNeighborMixing(2, new Median())));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleIsReadWithItsSettingsOrItsDefaults(String written, RuleSpec rule)
            throws IOException, ConfigException {
        assertEquals(rule, strategy("strategy.rule=" + written).rule());
    }

    static Stream<Arguments> servers() {
        return Stream.of(Arguments.of("fedavg", new FedAvg(1, Schedule.CONSTANT)),
                Arguments.of("{ fedavg: { learningRate: 0.5 } }", new FedAvg(0.5, Schedule.CONSTANT)),
                Arguments.of("fedavgm", new FedAvgM(1, 0.9, Schedule.CONSTANT)),
                Arguments.of("{ fedavgm: { momentum: 0.5, schedule: { exponential: { gamma: 0.9 } } } }",
                        new FedAvgM(1, 0.5, new Exponential(0.9))),
                Arguments.of("fedadagrad", new FedAdagrad(0.01, 0, 1e-3, Schedule.CONSTANT)),
                Arguments.of("fedadam", new FedAdam(0.01, 0.9, 0.99, 1e-3, Schedule.CONSTANT)),
                Arguments.of("{ fedadam: { learningRate: 0.1, beta1: 0.8, beta2: 0.9, tau: 0.01,"
                        + " schedule: { cosine: { floor: 0.2 } } } }",
                        new FedAdam(0.1, 0.8, 0.9, 0.01, new Cosine(0.2))),
                Arguments.of("{ fedyogi: { schedule: { step: { every: 10, gamma: 0.5 } } } }",
                        new FedYogi(0.01, 0.9, 0.99, 1e-3, new Step(10, 0.5))));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void everyServerOptimizerIsReadWithItsSettingsOrItsDefaults(String written, ServerOptimizerSpec server)
            throws IOException, ConfigException {
        assertEquals(server, strategy("strategy.server=" + written).server());
    }

    @Test
    void updatesWeighTheirExamplesUnlessTheyWeighTheSame() throws IOException, ConfigException {
        assertEquals(StrategySpec.FEDAVG, strategy());
        assertEquals(Weighting.EXAMPLES, strategy("strategy.weighting=examples").weighting());
        assertEquals(Weighting.UNIFORM, strategy("strategy.weighting=uniform").weighting());
    }

    @Test
    void flTrustTakesExamplesOfTheCoordinatorsOwnAndNobodyElseDoes() throws IOException, ConfigException {
        ExperimentConfig config =
                Configs.parse(folder, Configs.SOUND, "strategy.rule=flTrust", "data.trusted=100");
        assertEquals(new FlTrust(), config.strategy().rule());
        assertEquals(Optional.of(100), config.data().trusted());
        assertTrue(refusal("strategy.rule=flTrust").endsWith("strategy.rule: flTrust needs examples of the "
                + "coordinator's own; hold some out: data.trusted: 100"));
        assertTrue(refusal("data.trusted=100").endsWith(
                "data.trusted: is for strategy.rule: flTrust; leave it out, or choose that rule"));
    }

    /** What follows {@code --set strategy.X=...: } in the message. */
    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    rule=medain                        | strategy.rule: expected one of RULES, found 'medain'; did you mean 'median'?
                    rule=fltrust                       | strategy.rule: expected one of RULES, found 'fltrust'; did you mean 'flTrust'?
                    rule={}                            | strategy.rule: expected one of RULES, found an empty section
                    rule={median: {}, mean: {}}        | strategy.rule: expected one of RULES, found a section with median, mean; to replace one by the other, give the whole: rule=mean
                    rule=[median]                      | strategy.rule: expected one of RULES, found a list of 1
                    rule={krumm: {byzantine: 1}}       | strategy.rule.krumm: expected one of RULES, found 'krumm'; did you mean 'krum'?
                    rule={krum: 5}                     | strategy.rule.krum: expected a section, found 5
                    rule=krum                          | strategy.rule: needs settings, as in { krum: { byzantine: 1 } }
                    rule={krum: {}}                    | strategy.rule.krum.byzantine: is missing; expected 0..1000000: f, how many of a round's updates may be anything at all
                    rule={krum: {byzantine: -1}}       | strategy.rule.krum.byzantine: expected a whole number 0..1000000, found -1
                    rule={krum: {byzantine: 1, f: 2}}  | strategy.rule.krum.f: unknown key; allowed in strategy.rule.krum: byzantine
                    rule={median: {trim: 0.1}}         | strategy.rule.median.trim: unknown key; allowed in strategy.rule.median:
                    rule={trimmedMean: {trim: 0.5}}    | strategy.rule.trimmedMean.trim: expected a number from 0 to below 0.5, found 0.5
                    rule={clippedMean: {maxNorm: 0}}   | strategy.rule.clippedMean.maxNorm: expected a number above 0 and at most 1000000000, found 0
                    rule={nearestNeighborMixing: {byzantine: 1, then: flTrust}} | strategy.rule.nearestNeighborMixing.then: expected one of mean, median, trimmedMean, clippedMean, krum, multiKrum, bulyan, geometricMedian, found 'flTrust'
                    server=adam                        | strategy.server: expected one of fedavg, fedavgm, fedadagrad, fedadam, fedyogi, found 'adam'
                    server={fedadam: {beta1: 1}}       | strategy.server.fedadam.beta1: expected a number from 0 to below 1, found 1
                    server={fedavg: {schedule: cos}}   | strategy.server.fedavg.schedule: expected one of constant, step, exponential, cosine, found 'cos'
                    server={fedavg: {schedule: {step: {every: 0, gamma: 0.5}}}} | strategy.server.fedavg.schedule.step.every: expected a whole number 1..1000000, found 0
                    weighting=equal                    | strategy.weighting: expected one of examples, uniform, found 'equal'
                    rules=median                       | strategy.rules: unknown key; allowed in strategy: rule, server, weighting; did you mean 'rule'?
                    rule={krum: {byzantine: 5}}        | strategy.rule: needs at least 13 updates, but a round may close with 12; ask more devices (train.cohort), wait for more (round.minReports), or expect fewer byzantine ones
                    """)
    void aMistakeNamesItsPlaceAndWhatIsAllowed(String set, String expected) {
        String message = refusal("strategy." + set);
        assertEquals(expected.replace("RULES", String.join(", ", Catalogue.rules().names())),
                message.substring(message.indexOf(": strategy") + 2).strip());
    }

    @Test
    void aMistakeInAFileHasItsLineAndColumn() {
        assertEquals(
                """
                        experiment.yaml:6:32: strategy.rule.trimmedMean.trim: expected a number from 0 to below 0.5, found 'much'
                        experiment.yaml:7:3: strategy.sever: unknown key; allowed in strategy: rule, server, weighting; did you \
                        mean 'server'?""",
                String.valueOf(assertThrows(ConfigException.class,
                        () -> Configs.parse(folder, Configs.SOUND + """
                                strategy:
                                  rule: { trimmedMean: { trim: much } }
                                  sever: fedavg
                                """)).getMessage()).replace(folder + "/", ""));
    }

    @Test
    void oneInFiveIsTakenToBeByzantineOfTheFewestUpdatesThatARoundClosesWith() throws IOException, ConfigException {
        String mixing = "strategy.rule=nearestNeighborMixing";
        RuleSpec trimmed = new TrimmedMean(0.2);
        assertEquals(new NearestNeighborMixing(2, trimmed), strategy(mixing).rule());
        assertEquals(new NearestNeighborMixing(1, trimmed), strategy(mixing, "train.cohort=9").rule());
        assertEquals(new NearestNeighborMixing(0, trimmed), strategy(mixing, "round.minReports=4").rule());
        assertEquals(new NearestNeighborMixing(1, trimmed), strategy(mixing, "round.reportGoal=10").rule());
        assertEquals(new NearestNeighborMixing(4, trimmed),
                strategy("strategy.rule={nearestNeighborMixing: {byzantine: 4}}").rule());
    }

    @Test
    void aRoundThatMayCloseWithFewUpdatesIsHeldAgainstTheRule() throws IOException, ConfigException {
        String[] goal = {"round={reportGoal: 12, minReports: 6}", "strategy.rule={krum: {byzantine: 1}}"};
        assertEquals(new Krum(1), strategy(goal).rule());
        goal[1] = "strategy.rule={krum: {byzantine: 2}}";
        assertTrue(refusal(goal).contains("needs at least 7 updates, but a round may close with 6"));
    }

    @Test
    void aRoundThatAsksManyDevicesIsHeldAgainstTheRule() throws IOException, ConfigException {
        String[] many = {"data.devices=20000", "train.cohort=16385", "strategy.rule=median"};
        assertTrue(
                refusal(many).contains("strategy.rule: takes at most 16384 updates, but a round asks 16385 devices"));
        many[1] = "train.cohort=16384";
        assertEquals(new RuleSpec.Median(), strategy(many).rule());
    }

    static List<Listing> listings() {
        return Listing.of(_ -> true);
    }

    /** What the snippet says is read, and changes what is read unless it is what holds anyway. */
    @ParameterizedTest
    @MethodSource("listings")
    void everySnippetIsAConfig(Listing listing) throws IOException, ConfigException {
        String trusted = listing.name().equals("flTrust") ? "data.trusted=100" : "seed=1";
        ExperimentConfig config = Configs.parse(folder, with(listing.yaml()), trusted);
        Node shown = YamlTree.read(Origin.file("x"), listing.yaml());
        boolean usual = List.of("mean", "fedavg", "constant", "examples", "plain", "float32").contains(listing.name());
        ExperimentConfig without = Configs.parse(folder, Configs.SOUND);
        assertEquals(usual, choices(without).equals(choices(config)), listing.name());
        if (usual) {
            return;
        }
        assertTrue(config.toString().toLowerCase(java.util.Locale.ROOT)
                .contains(listing.name().toLowerCase(java.util.Locale.ROOT)), config + " from " + shown.describe());
        listing.settings().forEach(setting -> assertTrue(listing.yaml().contains(setting.name() + ": "),
                listing.yaml() + " lacks " + setting.name()));
    }

    private static List<Object> choices(ExperimentConfig config) {
        return List.of(config.train(), config.strategy(), config.update());
    }

    /** Lines of a section that the sound config has on one line are put below it, but for an optimizer that they choose themselves. */
    private static String with(String yaml) {
        String train = "train:\n";
        String below = train + "  rounds: 3\n"
                + (yaml.contains("\n  optimizer:") ? "" : "  optimizer: { sgd: { learningRate: 0.1 } }\n");
        return Configs.SOUND.lines().filter(line -> !line.startsWith("train:")).map(line -> line + "\n")
                .collect(Collectors.joining()) + below
                + (yaml.startsWith(train) ? yaml.substring(train.length()) : yaml) + "\n";
    }
}
