package io.tributary.experiments.data;

import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.image.FileExamples;
import io.tributary.learning.image.ImageDecoder;
import io.tributary.learning.image.Relabelled;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.RunPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A device's own data, found at its start and fitted to the models it is asked to train: its classes by name, images in the size and the
 * colours that a model takes. Used by one thread at a time.
 */
public final class DeviceData {
    private static final int COLOUR = 3;

    private final Path where;
    private final List<String> labels;
    private final Source source;
    private final List<LeftOut> leftOut;
    private final Map<List<Integer>, OwnExamples> fitted = new HashMap<>();

    /** Data that may take the shape a model wants. */
    private interface Source {
        /** What it is for a model that wants this. */
        InputMeaning meaning(InputMeaning wanted);

        OwnExamples shaped(List<Integer> input);
    }

    private DeviceData(Path where, List<String> labels, Source source, List<LeftOut> leftOut) {
        this.where = where;
        this.labels = labels;
        this.source = source;
        this.leftOut = leftOut;
    }

    /**
     * Opens an image folder ({@code class/image}), a folder with IDX files, or a device's part of an experiment.
     *
     * @param where the folder, or the experiment's YAML file
     * @param index which device of the experiment
     * @param classes what the labels 0, 1, ... of IDX files are called, by their numbers if empty; none for other data, which names its
     *        classes itself
     * @param files the device's own file or folder, which the section {@code data} of the experiment describes; all of it is the device's
     * @throws DataException if there is no such data, in words
     * @throws ConfigException if the experiment's file has mistakes, or not so many devices
     * @throws InterruptedException if it was stopped
     */
    public static DeviceData open(Path where, int index, List<String> classes, Optional<Path> files)
            throws DataException, ConfigException, InterruptedException {
        boolean experiment = Files.isRegularFile(where) && isYaml(where);
        if (!experiment && !Files.isDirectory(where)) {
            throw new DataException(where
                    + ": is neither a folder nor an experiment's .yaml file; --data takes a folder "
                    + "class/image.jpg, a folder with train-images-idx3-ubyte(.gz) and its labels, or an experiment");
        }
        if (!experiment && files.isPresent()) {
            throw new DataException(
                    where + ": says itself what its files are; --files is for an experiment's .yaml file");
        }
        if (!experiment && IdxSource.isIn(where)) {
            return fixed(where, IdxSource.own(where, classes));
        }
        if (!classes.isEmpty()) {
            throw new DataException(where + ": names its classes itself; --classes is for IDX files, whose labels are"
                    + " numbers");
        }
        if (!experiment) {
            return images(where);
        }
        ExperimentConfig config = ExperimentConfig.read(where, List.of());
        return files.isPresent() ? fixed(files.get(), FederatedData.own(config, files.get()))
                : fixed(where, part(config, index));
    }

    /** The same of a device whose data is where the experiment says, or that has no experiment. */
    public static DeviceData open(Path where, int index, List<String> classes)
            throws DataException, ConfigException, InterruptedException {
        return open(where, index, classes, Optional.empty());
    }

    private static boolean isYaml(Path file) {
        String name = Folders.name(file).toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static OwnExamples part(ExperimentConfig config, int index)
            throws DataException, ConfigException, InterruptedException {
        if (index >= config.data().devices()) {
            throw config.mistake("data.devices", "is " + config.data().devices() + ", so there is no device " + index
                    + "; --index is 0.." + (config.data().devices() - 1));
        }
        FederatedData all = FederatedData.loadChecked(config);
        all.requireHere(config);
        return new OwnExamples(all.devices().get(index), all.dataset().shape(), all.dataset().classNames(),
                all.dataset().meaning());
    }

    private static DeviceData fixed(Path where, OwnExamples all) {
        return new DeviceData(where, all.labels(), new Source() {
            @Override
            public InputMeaning meaning(InputMeaning wanted) {
                return all.meaning();
            }

            @Override
            public OwnExamples shaped(List<Integer> input) {
                return all;
            }
        }, List.of());
    }

    private static DeviceData images(Path where) throws DataException {
        ImageFiles found = ImageFiles.find(where, false, 1);
        return new DeviceData(where, found.classNames(), new Source() {
            @Override
            public InputMeaning meaning(InputMeaning wanted) {
                return InputMeaning.Image.unit(wanted instanceof InputMeaning.Image image
                        ? image.colours().channels() : COLOUR);
            }

            @Override
            public OwnExamples shaped(List<Integer> input) {
                return decoded(found, input);
            }
        }, found.leftOut());
    }

    private static OwnExamples decoded(ImageFiles found, List<Integer> input) {
        List<Path> files = found.images().stream().map(ImageFiles.Image::file).toList();
        int[] labels = found.images().stream().mapToInt(ImageFiles.Image::label).toArray();
        Examples examples = new FileExamples(files, labels,
                new ImageDecoder(input.get(0), input.get(1), input.get(2)), Runtime.getRuntime().maxMemory() / 4);
        return new OwnExamples(examples, input, found.classNames());
    }

    /** Files that are there and not among the examples. */
    public List<LeftOut> leftOut() {
        return leftOut;
    }

    /** What the data is for a model: pictures are given in its colours where they can be. */
    public DataSignature signature(ModelSignature model) {
        return DataSignature.of(labels, source.meaning(model.inputs().getFirst().meaning()));
    }

    /**
     * The examples as a plan's model takes them, with the model's classes. If there are more than the plan counts, all are trained on, and
     * weigh as much as the plan counts.
     *
     * @throws TrainingException if they do not fit the model or the plan; the message says how they differ
     */
    public Examples fittedTo(RunPlan plan) throws TrainingException {
        int[] classes = classesIn(plan);
        List<Integer> input = plan.spec().input();
        OwnExamples own = fitted.computeIfAbsent(input, source::shaped);
        if (!own.shape().equals(input)) {
            throw new TrainingException(
                    misfit(plan, "its examples are " + own.shape() + ", and the model takes " + input));
        }
        return Relabelled.of(own.examples(), classes);
    }

    private int[] classesIn(RunPlan plan) throws TrainingException {
        ModelSignature model = plan.modelSignature();
        try {
            return model.classesOf(signature(model));
        } catch (RejectedException unfit) {
            throw new TrainingException(misfit(plan, String.valueOf(unfit.getMessage())), unfit);
        }
    }

    private String misfit(RunPlan plan, String how) {
        return "the data in " + where + " does not fit plan '" + plan.name() + "': " + how;
    }
}
