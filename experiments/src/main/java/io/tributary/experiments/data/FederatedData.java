package io.tributary.experiments.data;

import io.tributary.experiments.config.DataConfig;
import io.tributary.experiments.config.DataShape;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.ModelConfig;
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
import io.tributary.experiments.partition.Partition;
import io.tributary.experiments.partition.PartitionException;
import io.tributary.experiments.source.ArraysConfig;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Examples;
import io.tributary.learning.image.Subset;
import io.tributary.protocol.plan.InputMeaning;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An experiment's examples, spread over its devices. The same config and files give the same split in every process.
 *
 * @param dataset all of them
 * @param devices the training examples of each device, by device index
 * @param trusted training examples that no device has: the coordinator trains on them (FLTrust)
 */
public record FederatedData(Dataset dataset, List<Examples> devices, Optional<Examples> trusted) {
    /** Copies the list. */
    public FederatedData {
        devices = List.copyOf(devices);
    }

    /**
     * Loads everything and looks at every file, so that what is missing or broken is found before anything is trained.
     *
     * @param progress is told how far it is, where loading takes long (images)
     * @throws DataException naming the file or folder that is missing or broken
     * @throws ConfigException if the config asks for a partition that the data does not allow
     * @throws InterruptedException if it was stopped
     */
    public static FederatedData load(ExperimentConfig config, LoadProgress progress)
            throws DataException, ConfigException, InterruptedException {
        return config.data().source() instanceof Own ? onDevices(config) : spread(config, read(config, true, progress));
    }

    /**
     * The same for one of many processes, after another one has checked the files: images are decoded when they are first read, so
     * that each process decodes its own devices' only.
     *
     * @throws DataException as {@link #load}
     * @throws ConfigException as {@link #load}
     * @throws InterruptedException if it was stopped
     */
    public static FederatedData loadChecked(ExperimentConfig config)
            throws DataException, ConfigException, InterruptedException {
        return config.data().source() instanceof Own ? onDevices(config)
                : spread(config, read(config, false, LoadProgress.NONE));
    }

    private static Dataset read(ExperimentConfig config, boolean check, LoadProgress progress)
            throws DataException, InterruptedException {
        DataConfig data = config.data();
        List<String> labels = config.model().labels();
        return switch (data.source()) {
            case Glyphs glyphs -> new GlyphSource(glyphs, data.devices(), config.seed()).load().with(labels);
            case Idx idx ->
                    new IdxSource(named(idx, labels), config.model().classes(), config.seed()).load().with(labels);
            case Own _ -> throw new IllegalStateException("the devices alone have this data");
            case Table(var table) -> TableSource.load(table, data.partition().isNatural(), config.seed()).with(labels);
            case Sound(var sound) -> new SoundSource(sound).load(data.partition().isNatural(), leastClasses(labels),
                    config.seed()).with(labels);
            case Arrays(var arrays) -> arrays(arrays, config.model()).load(data.partition().isNatural(), config.seed())
                    .with(labels);
            case Zips(var zips) ->
                    ZipSource.load(zips, data.partition().isNatural(), leastClasses(labels), config.seed())
                            .with(labels);
            case Text(var text) -> new TextSource(text).load(data.partition().isNatural(), leastClasses(labels),
                    config.seed()).with(labels);
            case PlugIn own -> new PlugInSource(own).load(data.partition().isNatural(), config.seed()).with(labels);
            case Images images -> new ImageSource(images, data.partition().isByFolder(), leastClasses(labels),
                    config.seed())
                    .load(check, progress).with(labels);
        };
    }

    /** Labels of arrays are numbers as well. */
    private static ArraySource arrays(ArraysConfig arrays, ModelConfig model) {
        List<String> names = arrays.classNames().isEmpty() ? model.labels() : arrays.classNames();
        return new ArraySource(new ArraysConfig(arrays.path(), arrays.train(), arrays.test(), arrays.owners(),
                arrays.holdOut(), names), model.classes().orElse(0));
    }

    /** Names of the model's own make up for classes that the data has not. */
    private static int leastClasses(List<String> labels) {
        return labels.isEmpty() ? 2 : 1;
    }

    /** Labels of IDX files are numbers: those of the model's classes, unless the data's own names were given. */
    private static Idx named(Idx idx, List<String> labels) {
        return idx.classNames().isEmpty() ? new Idx(idx.path(), idx.holdOut(), labels) : idx;
    }

    private static FederatedData spread(ExperimentConfig config, Dataset dataset) throws ConfigException {
        int devices = config.data().devices();
        int folders = IntStream.of(dataset.owners()).max().orElse(-1) + 1;
        if (folders > 0 && folders != devices) {
            throw config.mistake("data.devices", "is " + devices + ", but the data is that of " + folders
                    + " devices: "
                    + (config.data().partition().isNatural() ? "each has its own part (partition: natural)"
                            : "each has its folder (partition: by-folder)"));
        }
        Trusted split = Trusted.draw(config, dataset);
        try {
            int[][] parts = Partition.of(config.data().partition(), split.others(), devices, config.seed());
            return new FederatedData(dataset,
                    Stream.of(parts).<Examples>map(part -> new Subset(dataset.train(), split.among(part))).toList(),
                    split.examples());
        } catch (PartitionException impossible) {
            throw config.mistake("data.partition", String.valueOf(impossible.getMessage()));
        }
    }

    /** No example. */
    private record None() implements Examples {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public int label(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public void read(int index, float[] into, int offset) {
            throw new IndexOutOfBoundsException(index);
        }
    }

    /** The data of {@code source: own}: the model's section says what it is. */
    private static FederatedData onDevices(ExperimentConfig config) {
        ModelConfig model = config.model();
        List<String> labels = model.labels().isEmpty()
                ? IntStream.range(0, model.classes().orElseThrow()).mapToObj(Integer::toString).toList()
                : model.labels();
        Examples none = new None();
        Dataset dataset = new Dataset(none, none, labels, model.input().orElseThrow(), new int[0], List.of(),
                new InputMeaning.Untold());
        return new FederatedData(dataset, Collections.nCopies(config.data().devices(), none), Optional.empty());
    }

    /**
     * A device's own files, as the experiment's section {@code data} describes them: all of them are its own, and nothing is held out.
     *
     * @throws DataException naming the file that is missing or broken
     * @throws ConfigException if such a source has no files that one device may have alone
     * @throws InterruptedException if it was stopped
     */
    static OwnExamples own(ExperimentConfig config, Path files)
            throws DataException, ConfigException, InterruptedException {
        return switch (config.data().source()) {
            case Table(var table) -> TableSource.own(table, files);
            case Sound(var sound) -> new SoundSource(sound).own(files);
            case Text(var text) -> new TextSource(text).own(files);
            case Zips(var zips) -> ZipSource.own(zips, files);
            case Arrays(var arrays) -> arrays(arrays, config.model()).own(files);
            case Idx idx -> IdxSource.own(files, named(idx, config.model().labels()).classNames());
            case PlugIn own -> new PlugInSource(own).own(files);
            case Images _ -> throw config.mistake("data.source", "a device gives a folder of images as it is: --data "
                    + files);
            case Glyphs _,Own _ -> throw config.mistake("data.source",
                    "has no files; --files is for a source that reads some");
        };
    }

    /**
     * Passes if examples are here, to train and to measure on.
     *
     * @throws ConfigException if the devices alone have them
     */
    public void requireHere(ExperimentConfig config) throws ConfigException {
        if (dataset.train().size() == 0) {
            throw config.mistake("data.source",
                    "own is data that devices alone have; ./tributary runs start starts such a"
                            + " run of a coordinator, and the devices are applications of your own");
        }
    }

    /** What the run plan must know of it. */
    public DataShape shape() {
        if (dataset.train().size() == 0) {
            return new DataShape(dataset.shape(), dataset.classNames(), 1, dataset.meaning());
        }
        return new DataShape(dataset.shape(), dataset.classNames(),
                devices.stream().mapToInt(Examples::size).max().orElse(1), dataset.meaning());
    }
}
