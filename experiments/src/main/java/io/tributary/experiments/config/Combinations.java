package io.tributary.experiments.config;

import io.tributary.experiments.config.PartitionConfig.ByFolder;
import io.tributary.experiments.config.PartitionConfig.Dirichlet;
import io.tributary.experiments.config.PartitionConfig.Iid;
import io.tributary.experiments.config.PartitionConfig.Shards;
import io.tributary.experiments.config.SourceConfig.Glyphs;
import io.tributary.experiments.config.SourceConfig.Idx;
import io.tributary.experiments.config.SourceConfig.Images;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Problems;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.RuleSpec;
import java.util.List;

/** Notes values that are legal one by one but impossible together. */
final class Combinations {
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
            case Shards(int perDevice) -> shards(source, perDevice);
        }
    }

    private void byFolder(SourceConfig source) {
        switch (source) {
            case Images _ -> {}
            case Glyphs _,Idx _ -> note("data.partition",
                    "by-folder is for source: images; allowed here: iid, {shards: 2}, {dirichlet: 0.5}");
        }
    }

    /** How many examples a source of files has shows when it is read. */
    private void shards(SourceConfig source, int perDevice) {
        switch (source) {
            case Idx _,Images _ -> {}
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
        try {
            Architectures.check(new ModelSpec(model.architecture(), shape, model.classes().orElse(10), model.hidden()));
        } catch (IllegalArgumentException unbuildable) {
            note("model.architecture", String.valueOf(unbuildable.getMessage()));
        }
    }

    private void note(String path, String message) {
        problems.add(config.origins().of(path), path + ": " + message);
    }
}
