package io.tributary.experiments.config;

import io.tributary.experiments.catalogue.Sizes;
import io.tributary.experiments.yaml.Calls;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Node;
import io.tributary.experiments.yaml.Node.Mapping;
import io.tributary.experiments.yaml.Origin;
import io.tributary.experiments.yaml.Origins;
import io.tributary.experiments.yaml.Problems;
import io.tributary.experiments.yaml.Section;
import io.tributary.experiments.yaml.SetOption;
import io.tributary.experiments.yaml.YamlTree;
import io.tributary.protocol.message.RunQueueing;
import io.tributary.protocol.plan.StrategySpec;
import java.util.List;
import java.util.regex.Pattern;

/** Reads an experiment's file: its bytes, its tree, the values set on the command line, then section by section. */
public final class ConfigFile {
    private ConfigFile() {}

    static ExperimentConfig read(ConfigText config) throws ConfigException {
        Mapping sections = sections(config, "an experiment (name, model, data, train, ...)");
        return interpret(Calls.joined(sections, "model", "layers"), new Problems());
    }

    /** The file's sections, with the values set on the command line in them. */
    public static Mapping sections(ConfigText config, String wanted) throws ConfigException {
        Node root = YamlTree.read(Origin.file(config.name()), config.text());
        if (!(root instanceof Mapping mapping)) {
            throw new ConfigException(List.of(new ConfigException.Problem(root.origin(),
                    "expected the sections of " + wanted + ", found " + root.describe())));
        }
        for (String override : config.overrides()) {
            mapping = SetOption.parse(override).applyTo(mapping);
        }
        return mapping;
    }

    /**
     * The keys that a file like this may have, in the order in which they are read: those of the sources, networks and kinds that it chooses.
     *
     * @throws ConfigException if it has mistakes
     */
    public static List<Problems.Asked> keys(ConfigText config) throws ConfigException {
        Problems problems = new Problems();
        var _ = interpret(Calls.joined(sections(config, "an experiment"), "model", "layers"), problems);
        return problems.asked();
    }

    private static ExperimentConfig interpret(Mapping mapping, Problems problems) throws ConfigException {
        Section root = new Section(problems, "", mapping);
        String name = root.require("name", Forms.text("a name of 1 to 64 letters a-z, digits and -",
                Pattern.compile("[a-z0-9-]{1,64}"), "name"));
        ModelConfig model = ModelConfig.read(root.requireSection("model"));
        DataConfig data = DataConfig.read(root.requireSection("data"), model);
        TrainConfig train = TrainConfig.read(root.requireSection("train"), data.devices());
        Section choices = root.section("strategy");
        noSecureAggregationYet(root.section("privacy"));
        RoundConfig round = RoundConfig.read(root.section("round"));
        int devices = data.devices();
        StrategySpec strategy = StrategyConfig.read(choices,
                new Sizes(RoundSizes.minReports(train.cohort().orElse(devices), round), devices));
        ExperimentConfig config = new ExperimentConfig(name, model, data, train, strategy, round,
                UpdateConfig.read(root.section("update")), ClusterPart.read(root.section("cluster")),
                new OutcomeConfig(Expectation.read(root.section("expect")), ExportConfig.read(root.section("export"))),
                root.get("seed", Forms.wholeLong(), 1L),
                root.get("priority", Forms.whole(0, RunQueueing.MOST_PRIORITY), RunQueueing.USUAL_PRIORITY),
                new Origins(mapping));
        root.end();
        problems.throwIfAny();
        new Combinations(config, problems).check();
        problems.throwIfAny();
        return config;
    }

    private static void noSecureAggregationYet(Section section) {
        List<String> words = List.of("off", "on");
        if (section.get("secureAggregation", Forms.oneOf(words), "off").equals("on")) {
            section.complain("secureAggregation", "'on' is not available yet; allowed: off");
        }
        section.end();
    }
}
