package io.tributary.experiments.data;

import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.image.FileExamples;
import io.tributary.learning.image.ImageDecoder;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.RunPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A device's own data, found at its start and fitted to the models it is asked to train. Used by one thread at a time.
 */
public final class DeviceData {
    private final Path where;
    private final Source source;
    private final Map<List<Integer>, OwnExamples> fitted = new HashMap<>();

    /** Data that may take the shape a model wants. */
    private interface Source {
        OwnExamples shaped(List<Integer> input);
    }

    private DeviceData(Path where, Source source) {
        this.where = where;
        this.source = source;
    }

    /**
     * Opens an image folder ({@code class/image}), a folder with IDX files, or a device's part of an experiment.
     *
     * @param where the folder, or the experiment's YAML file
     * @param index which device of the experiment
     * @throws DataException if there is no such data, in words
     * @throws ConfigException if the experiment's file has mistakes, or not so many devices
     * @throws InterruptedException if it was stopped
     */
    public static DeviceData open(Path where, int index) throws DataException, ConfigException, InterruptedException {
        if (Files.isRegularFile(where) && isYaml(where)) {
            OwnExamples part = part(ExperimentConfig.read(where, List.of()), index);
            return new DeviceData(where, _ -> part);
        }
        if (!Files.isDirectory(where)) {
            throw new DataException(where
                    + ": is neither a folder nor an experiment's .yaml file; --data takes a folder "
                    + "class/image.jpg, a folder with train-images-idx3-ubyte(.gz) and its labels, or an experiment");
        }
        if (isIdx(where)) {
            OwnExamples all = IdxSource.own(where);
            return new DeviceData(where, _ -> all);
        }
        ImageFiles found = ImageFiles.findOwn(where);
        if (found.images().isEmpty()) {
            throw new DataException(where + ": has no JPEG or PNG image in its class folders");
        }
        return new DeviceData(where, input -> images(found, input));
    }

    private static boolean isYaml(Path file) {
        String name = Folders.name(file).toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static boolean isIdx(Path folder) {
        return List.of("train-images-idx3-ubyte", "train-images-idx3-ubyte.gz").stream()
                .anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    private static OwnExamples part(ExperimentConfig config, int index)
            throws DataException, ConfigException, InterruptedException {
        if (index >= config.data().devices()) {
            throw config.mistake("data.devices", "is " + config.data().devices() + ", so there is no device " + index
                    + "; --index is 0.." + (config.data().devices() - 1));
        }
        FederatedData all = FederatedData.loadChecked(config);
        return new OwnExamples(all.devices().get(index), all.dataset().shape(), all.dataset().classNames().size(),
                true);
    }

    private static OwnExamples images(ImageFiles found, List<Integer> input) {
        List<Path> files = found.images().stream().map(ImageFiles.Image::file).toList();
        int[] labels = found.images().stream().mapToInt(ImageFiles.Image::label).toArray();
        Examples examples = new FileExamples(files, labels,
                new ImageDecoder(input.get(0), input.get(1), input.get(2)), Runtime.getRuntime().maxMemory() / 4);
        return new OwnExamples(examples, input, found.classNames().size(), true);
    }

    /**
     * The examples as a plan's model takes them.
     *
     * @throws TrainingException if they do not fit the model or the plan; the message says how they differ
     */
    public Examples fittedTo(RunPlan plan) throws TrainingException {
        ModelSpec spec = plan.spec();
        List<Integer> input = spec.input();
        if (input.size() != 3) {
            throw misfit(plan, "the model takes inputs of shape " + input + ", not images [height, width, channels]");
        }
        OwnExamples own = fitted.computeIfAbsent(input, source::shaped);
        if (!own.shape().equals(input)) {
            throw misfit(plan, "its examples are " + own.shape() + ", and the model takes " + input);
        }
        if (own.exact() ? own.classes() != spec.classes() : own.classes() > spec.classes()) {
            throw misfit(plan, "it has " + own.classes() + " classes, and the model tells " + spec.classes() + " apart"
                    + (own.exact() ? "; a class of which there is no image needs an empty folder" : ""));
        }
        if (own.examples().size() > plan.update().maxWeight()) {
            throw misfit(plan, "it has " + own.examples().size() + " examples, and the plan counts at most "
                    + plan.update().maxWeight() + " of a device");
        }
        return own.examples();
    }

    private TrainingException misfit(RunPlan plan, String how) {
        return new TrainingException("the data in " + where + " does not fit plan '" + plan.name() + "': " + how);
    }
}
