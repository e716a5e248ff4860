package io.tributary.experiments.data;

import io.tributary.experiments.config.DataConfig;
import io.tributary.experiments.config.DataShape;
import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.SourceConfig.Glyphs;
import io.tributary.experiments.config.SourceConfig.Idx;
import io.tributary.experiments.config.SourceConfig.Images;
import io.tributary.experiments.partition.Partition;
import io.tributary.experiments.partition.PartitionException;
import io.tributary.experiments.yaml.ConfigException;
import io.tributary.learning.Examples;
import io.tributary.learning.image.Subset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
        return spread(config, read(config, true, progress));
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
        return spread(config, read(config, false, LoadProgress.NONE));
    }

    private static Dataset read(ExperimentConfig config, boolean check, LoadProgress progress)
            throws DataException, InterruptedException {
        DataConfig data = config.data();
        List<String> labels = config.model().labels();
        return switch (data.source()) {
            case Glyphs glyphs -> new GlyphSource(glyphs, data.devices(), config.seed()).load().with(labels);
            case Idx idx ->
                    new IdxSource(named(idx, labels), config.model().classes(), config.seed()).load().with(labels);
            case Images images -> new ImageSource(images, data.partition().isByFolder(), labels.isEmpty() ? 2 : 1,
                    config.seed())
                    .load(check, progress).with(labels);
        };
    }

    /** Labels of IDX files are numbers: those of the model's classes, unless the data's own names were given. */
    private static Idx named(Idx idx, List<String> labels) {
        return idx.classNames().isEmpty() ? new Idx(idx.path(), idx.holdOut(), labels) : idx;
    }

    private static FederatedData spread(ExperimentConfig config, Dataset dataset) throws ConfigException {
        int devices = config.data().devices();
        int folders = Arrays.stream(dataset.owners()).max().orElse(-1) + 1;
        if (folders > 0 && folders != devices) {
            throw config.mistake("data.devices", "is " + devices + ", but there are " + folders + " device folders");
        }
        Trusted split = Trusted.draw(config, dataset);
        try {
            int[][] parts = Partition.of(config.data().partition(), split.others(), devices, config.seed());
            return new FederatedData(dataset,
                    Arrays.stream(parts).<Examples>map(part -> new Subset(dataset.train(), split.among(part))).toList(),
                    split.examples());
        } catch (PartitionException impossible) {
            throw config.mistake("data.partition", String.valueOf(impossible.getMessage()));
        }
    }

    /** What the run plan must know of it. */
    public DataShape shape() {
        return new DataShape(dataset.shape(), dataset.classNames(),
                devices.stream().mapToInt(Examples::size).max().orElse(1));
    }
}
