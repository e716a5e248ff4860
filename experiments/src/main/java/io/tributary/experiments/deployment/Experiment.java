package io.tributary.experiments.deployment;

import io.tributary.experiments.config.ConfigText;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.PlanBuilder;
import io.tributary.experiments.data.DataException;
import io.tributary.experiments.data.FederatedData;
import io.tributary.experiments.data.LoadProgress;
import io.tributary.experiments.weights.StartFile;
import io.tributary.experiments.weights.WeightsException;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.NetworkFiles;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A config, its data, who has which of them, and the plan that follows: the same in every JVM that prepares it. */
public record Experiment(ExperimentConfig config, FederatedData data, RunPlan plan) {
    /**
     * Reads the config, reads and checks the data, and deals it out.
     *
     * @throws ConfigException naming every mistake with its place
     * @throws DataException naming what is missing or broken
     * @throws InterruptedException if it was stopped
     */
    public static Experiment prepare(ConfigText text, LoadProgress progress)
            throws ConfigException, DataException, InterruptedException {
        ExperimentConfig config = ExperimentConfig.read(text);
        return of(config, FederatedData.load(config, progress));
    }

    /** As {@link #prepare(ConfigText, LoadProgress)}, of a file. */
    public static Experiment prepare(Path file, List<String> overrides, LoadProgress progress)
            throws ConfigException, DataException, InterruptedException {
        return prepare(ConfigText.read(file, overrides), progress);
    }

    /** The same for a part of the experiment, after another JVM has checked the data. */
    static Experiment prepareChecked(Path file, List<String> overrides)
            throws ConfigException, DataException, InterruptedException {
        ExperimentConfig config = ExperimentConfig.read(file, overrides);
        return of(config, FederatedData.loadChecked(config));
    }

    private static Experiment of(ExperimentConfig config, FederatedData data) throws ConfigException {
        RunPlan plan = PlanBuilder.plan(config, data.shape());
        Optional<float[]> start = start(config, plan);
        return new Experiment(config, data, start.isEmpty() ? plan
                : plan.toBuilder().spec(plan.spec().startingFrom(VectorDigest.of(start.get()).hex())).build());
    }

    /**
     * What the model begins with, read or made again, if that does not follow from the plan.
     *
     * @throws ConfigException if it cannot be read, or is not the one that the plan was made of
     */
    public Optional<float[]> start() throws ConfigException {
        Optional<float[]> start = start(config, plan);
        if (start.isPresent() && !plan.spec().given().equals(start.map(values -> VectorDigest.of(values).hex()))) {
            throw config.mistake("model.start",
                    config.model().start().map(Path::toString).orElse("what the network begins with")
                            + " was changed meanwhile");
        }
        return start;
    }

    private static Optional<float[]> start(ExperimentConfig config, RunPlan plan) throws ConfigException {
        if (config.model().start().isEmpty()) {
            NetworkSpec own = plan.spec().network();
            return own instanceof NetworkSpec.Block || own instanceof NetworkSpec.TorchScript
                    ? Optional.of(built(plan)) : Optional.empty();
        }
        try {
            return Optional.of(StartFile.read(config.model().start().get(), plan));
        } catch (WeightsException wrong) {
            throw config.mistake("model.start", String.valueOf(wrong.getMessage()));
        }
    }

    /** What a network begins with that an engine alone knows. */
    private static float[] built(RunPlan plan) {
        LearningEngine.Built built = LearningEngine.required().build(plan.spec(), plan.seed());
        return Architectures.travelling(built.layout(), plan.training(), built.values());
    }

    /** The file that the plan names by its hash, to be put where devices fetch it. @throws ConfigException if it was changed */
    public Optional<byte[]> networkFile() throws ConfigException {
        if (!(plan.spec().network() instanceof NetworkSpec.TorchScript file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(NetworkFiles.read(file));
        } catch (IllegalArgumentException changed) {
            throw config.mistake("model.torchscript", String.valueOf(changed.getMessage()));
        }
    }

    public int devices() {
        return data.devices().size();
    }

    /** Enrolled id of a device. */
    public static String deviceId(int index) {
        return String.format(Locale.ROOT, "device-%05d", index);
    }
}
