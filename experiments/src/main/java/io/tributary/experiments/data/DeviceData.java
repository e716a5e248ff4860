package io.tributary.experiments.data;

import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.BadExampleException;
import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.device.DeviceExamples;
import io.tributary.learning.device.ImageFolder;
import io.tributary.learning.folder.LeftOut;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.RunPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A device's own data, found at its start and fitted to the models it is asked to train: its classes by name, images in the size and the
 * colours that a model takes. Used by one thread at a time.
 */
public final class DeviceData {
    private final Path where;
    private final DeviceExamples own;
    private final List<LeftOut> leftOut;

    private DeviceData(Path where, DeviceExamples own, List<LeftOut> leftOut) {
        this.where = where;
        this.own = own;
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
        return new DeviceData(where, DeviceExamples.of(all.examples(), all.shape(),
                DataSignature.of(all.labels(), all.meaning())), List.of());
    }

    private static DeviceData images(Path where) throws DataException {
        try {
            ImageFolder images = ImageFolder.open(where);
            return new DeviceData(where, images, images.leftOut());
        } catch (BadExampleException bad) {
            throw DataException.of(bad);
        }
    }

    /** Files that are there and not among the examples. */
    public List<LeftOut> leftOut() {
        return leftOut;
    }

    /** What the data is for a model: pictures are given in its colours where they can be. */
    public DataSignature signature(ModelSignature model) {
        return own.signature(model);
    }

    /**
     * The examples as a plan's model takes them, with the model's classes. If there are more than the plan counts, all are trained on, and
     * weigh as much as the plan counts.
     *
     * @throws TrainingException if they do not fit the model or the plan; the message says how they differ
     */
    public Examples fittedTo(RunPlan plan) throws TrainingException {
        try {
            return own.fittedTo(plan);
        } catch (TrainingException unfit) {
            throw new TrainingException("the data in " + where + " does not fit plan '" + plan.name() + "': "
                    + unfit.getMessage(), unfit);
        }
    }
}
