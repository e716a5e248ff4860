package io.tributary.experiments.config;

import io.tributary.experiments.config.PartitionConfig.ByFolder;
import io.tributary.experiments.config.PartitionConfig.Dirichlet;
import io.tributary.experiments.config.PartitionConfig.Iid;
import io.tributary.experiments.config.PartitionConfig.Natural;
import io.tributary.experiments.config.PartitionConfig.Shards;
import io.tributary.experiments.config.SourceConfig.Arrays;
import io.tributary.experiments.config.SourceConfig.Glyphs;
import io.tributary.experiments.config.SourceConfig.Idx;
import io.tributary.experiments.config.SourceConfig.Images;
import io.tributary.experiments.config.SourceConfig.Own;
import io.tributary.experiments.config.SourceConfig.PlugIn;
import io.tributary.experiments.config.SourceConfig.Sound;
import io.tributary.experiments.config.SourceConfig.Table;
import io.tributary.experiments.config.SourceConfig.Text;
import io.tributary.experiments.config.SourceConfig.Zips;
import io.tributary.experiments.network.NetworkConfig;
import io.tributary.experiments.source.NamePattern;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Problems;
import io.tributary.protocol.plan.RuleSpec;
import java.util.List;

/** Notes values that are legal one by one but impossible together. */
final class Combinations {
    private static final int DRAWN_CLASSES = 10;

    private final ExperimentConfig config;
    private final Problems problems;

    Combinations(ExperimentConfig config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        cohort();
        round();
        partition();
        rule();
        own();
        config.data().source().shape().ifPresent(this::network);
    }

    private void cohort() {
        int devices = config.data().devices();
        if (config.cohort() > devices) {
            note("train.cohort", "is " + config.cohort() + ", but data.devices is " + devices
                    + "; a cohort is at most all of them");
        }
    }

    private void round() {
        RoundConfig round = config.round();
        int devices = config.data().devices();
        int asked = RoundSizes.selected(config);
        int goal = RoundSizes.goal(config);
        if (round.overSelect() > 1 && round.reportGoal().isEmpty()) {
            note("round.overSelect", "needs a reportGoal: a round that waits for all gains nothing from asking more");
        } else if (asked > devices && config.cohort() <= devices) {
            note("round.overSelect",
                    "a cohort of " + config.cohort() + " times " + Forms.plain(round.overSelect()) + " is "
                            + asked + " devices, but data.devices is " + devices);
        }
        if (goal > asked) {
            note("round.reportGoal", "is " + goal + ", but a round asks only " + asked + " devices");
        }
        round.minReports().filter(least -> least > goal).ifPresent(least -> note("round.minReports",
                "is " + least + ", but a round closes at " + goal + " updates; allowed: 1.." + goal));
    }

    private void rule() {
        RuleSpec rule = config.strategy().rule();
        int fewest = RoundSizes.minReports(config);
        if (fewest < rule.leastUpdates()) {
            note("strategy.rule", "needs at least " + rule.leastUpdates() + " updates, but a round may close with "
                    + fewest + "; ask more devices (train.cohort), wait for more (round.minReports), or expect fewer "
                    + "byzantine ones");
        }
        if (RoundSizes.selected(config) > rule.mostUpdates()) {
            note("strategy.rule", "takes at most " + rule.mostUpdates() + " updates, but a round asks "
                    + RoundSizes.selected(config)
                    + " devices; ask fewer (train.cohort), or choose mean, clippedMean or "
                    + "flTrust, which look at one update at a time");
        }
        boolean trusting = rule.reference() == RuleSpec.Reference.SERVER_UPDATE;
        if (trusting && config.data().trusted().isEmpty()) {
            note("strategy.rule", "flTrust needs examples of the coordinator's own; hold some out: data.trusted: 100");
        }
        if (!trusting && config.data().trusted().isPresent()) {
            note("data.trusted", "is for strategy.rule: flTrust; leave it out, or choose that rule");
        }
    }

    private void partition() {
        SourceConfig source = config.data().source();
        switch (config.data().partition()) {
            case Iid _,Dirichlet _ -> {}
            case ByFolder _ -> byFolder(source);
            case Natural _ -> natural(source);
            case Shards(int perDevice) -> shards(source, perDevice);
        }
    }

    private void byFolder(SourceConfig source) {
        switch (source) {
            case Images _ -> {}
            case Own _ -> {}
            case Glyphs _,Idx _ -> note("data.partition",
                    "by-folder is for source: images; allowed here: iid, {shards: 2}, {dirichlet: 0.5}");
            case Table _,Sound _,Arrays _,Zips _,Text _,PlugIn _ ->
                    note("data.partition", "by-folder is for source: images; say natural here");
        }
    }

    private void natural(SourceConfig source) {
        switch (source) {
            case Table _,Own _,PlugIn _ -> {}
            case Sound(var sound) -> owned(sound.names());
            case Text(var text) -> {
                if (text.owners().isEmpty()) {
                    note("data.partition",
                            "natural needs data.owners, the file that says which device has which classes");
                }
            }
            case Zips(var zips) -> owned(zips.names());
            case Arrays(var arrays) -> {
                if (arrays.owners().isEmpty()) {
                    note("data.partition", "natural needs data.owners, the array that says whose each example is");
                }
            }
            case Glyphs _,Idx _ -> note("data.partition",
                    "natural is for data that says whose it is; allowed here: iid, {shards: 2}, {dirichlet: 0.5}");
            case Images _ -> note("data.partition",
                    "natural is for data that says whose it is; say by-folder for folders device/class/image");
        }
    }

    private void owned(NamePattern names) {
        if (!names.owned()) {
            note("data.partition", "natural needs {owner} in data.names, which is '" + names.text() + "'");
        }
    }

    /** How many examples a source of files has shows when it is read. */
    private void shards(SourceConfig source, int perDevice) {
        switch (source) {
            case Idx _,Images _,Own _,Table _,Sound _,Arrays _,Zips _,Text _,PlugIn _ -> {}
            case Glyphs(int examples, int _) -> {
                if (perDevice > examples) {
                    note("data.partition.shards", "is " + perDevice + ", but a device has only " + examples
                            + " examples (data.examples); a shard holds at least one");
                }
            }
        }
    }

    private void network(List<Integer> shape) {
        ModelConfig model = config.model();
        if (model.input().isPresent() && !model.input().get().equals(shape)) {
            note("model.input", "is " + model.input().get() + ", but the data's shape is " + shape
                    + "; leave it out, or make them the same");
            return;
        }
        if (model.classes().isEmpty() && model.network() instanceof NetworkConfig.Layers
                && !(config.data().source() instanceof Glyphs)) {
            return; // how many classes there are shows when the data is read
        }
        if (model.network() instanceof NetworkConfig.Block || model.network() instanceof NetworkConfig.TorchScript) {
            return; // whoever has its data alone need not have the class or file; the plan is made with it
        }
        try {
            model.network().tensors(model.network().spec(shape, model.classes().orElse(DRAWN_CLASSES)));
        } catch (IllegalArgumentException unbuildable) {
            note(model.network().key(unbuildable), String.valueOf(unbuildable.getMessage()));
        }
    }

    /** What devices alone have: nobody here can look at it, spread it or measure a model on it. */
    private void own() {
        boolean own = config.data().source() instanceof Own;
        boolean layout = config.model().network() instanceof NetworkConfig.Layout;
        if (own) {
            needed("model.input", config.model().input().isEmpty(), "the shape of one example, such as [28, 28, 1]");
            needed("model.classes", config.model().classes().isEmpty(),
                    "how many outputs the model has, or their names");
            for (String key : List.of("data.partition", "data.trusted", "expect")) {
                if (config.origins().has(key)) {
                    note(key, "is of no use with source: own, whose examples are on the devices alone; leave it out");
                }
            }
        } else if (layout) {
            note("data.source", "must be own beside model.layout: the devices' own trainers alone know such a network;"
                    + " a network that ./tributary run can train is an architecture or layers: [...]");
        }
        boolean block = config.model().network() instanceof NetworkConfig.Block;
        if ((block || config.model().network() instanceof NetworkConfig.TorchScript)
                && config.origins().has("train.local")) {
            note("train.local", "is not there beside model." + (block ? "block" : "torchscript")
                    + ": nothing says what such tensors begin with on a device");
        }
        if (layout && config.origins().has("train.local")) {
            note("train.local",
                    "is of no use beside model.layout: what stays on a device is its trainer's own; leave such"
                            + " tensors out of the layout");
        }
    }

    private void needed(String key, boolean missing, String what) {
        if (missing) {
            note(key, "is missing; with source: own it says " + what);
        }
    }

    private void note(String path, String message) {
        problems.add(config.origins().of(path), path + ": " + message);
    }
}
