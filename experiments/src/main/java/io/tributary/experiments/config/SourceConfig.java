package io.tributary.experiments.config;

import io.tributary.experiments.catalogue.Catalogue;
import io.tributary.experiments.catalogue.Family;
import io.tributary.experiments.catalogue.Sizes;
import io.tributary.experiments.source.ArraysConfig;
import io.tributary.experiments.source.SoundConfig;
import io.tributary.experiments.source.TableConfig;
import io.tributary.experiments.source.TextConfig;
import io.tributary.experiments.source.ZipsConfig;
import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Node.Entry;
import io.tributary.experiments.yaml.Node.Mapping;
import io.tributary.experiments.yaml.Node.Scalar;
import io.tributary.experiments.yaml.Node.Sequence;
import io.tributary.experiments.yaml.Section;
import io.tributary.learning.image.ImageDecoder;
import io.tributary.protocol.plugin.PlugInSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where examples come from. Each source has its own keys in the section {@code data}. */
public sealed interface SourceConfig {
    /** Names as a config writes them. */
    List<String> NAMES = List.of("glyphs", "idx", "images", "table", "sound", "arrays", "zips", "text", "own");

    /** Stands for a mistake that was noted. */
    PlugInSpec NOT_READ = PlugInSpec.of("none", "0");

    /** Shape [height, width, channels] of an example, where it is known before the data is read. */
    Optional<List<Integer>> shape();

    /**
     * Drawn by the program: needs no file. 28x28, grey, 10 classes.
     *
     * @param examples training examples for each device, 1..100000
     * @param testExamples held-out examples, 10..100000
     */
    record Glyphs(int examples, int testExamples) implements SourceConfig {
        @Override
        public Optional<List<Integer>> shape() {
            return Optional.of(List.of(28, 28, 1));
        }
    }

    /**
     * A folder with the four files of the MNIST family, gzip or plain.
     *
     * @param path the folder, relative to the working directory
     * @param holdOut fraction held out for a folder without test files
     * @param classNames what the labels 0, 1, ... are called; their numbers if empty
     */
    record Idx(Path path, Optional<Double> holdOut, List<String> classNames) implements SourceConfig {
        @Override
        public Optional<List<Integer>> shape() {
            return Optional.empty();
        }
    }

    /**
     * A folder of images: {@code class/image}, or {@code device/class/image} for {@code partition: by-folder}.
     *
     * @param path the folder, relative to the working directory
     * @param height every image is resized to this many rows
     * @param width and to this many columns
     * @param color three channels, or one
     * @param holdOut fraction of each class held out to measure the model, above 0 and below 1
     * @param onBroken what to do about a file that is no readable image
     */
    record Images(Path path, int height, int width, boolean color, double holdOut, OnBroken onBroken)
            implements SourceConfig {
        @Override
        public Optional<List<Integer>> shape() {
            return Optional.of(List.of(height, width, color ? 3 : 1));
        }
    }

    /**
     * What the devices have and nobody else: nothing of it is read here, so the model's section says what it is.
     *
     * @param shape of an example, from {@code model.input}
     */
    record Own(Optional<List<Integer>> shape) implements SourceConfig {}

    /**
     * Rows of a table.
     *
     * @param table the files, and what their columns are
     */
    record Table(TableConfig table) implements SourceConfig {
        @Override
        public Optional<List<Integer>> shape() {
            return Optional.of(List.of(table.format().width()));
        }
    }

    /**
     * Recordings.
     *
     * @param sound the files, and what is made of them
     */
    record Sound(SoundConfig sound) implements SourceConfig {
        @Override
        public Optional<List<Integer>> shape() {
            return Optional.of(sound.mel().shape());
        }
    }

    /**
     * Arrays of NumPy.
     *
     * @param arrays the files, and which arrays are what
     */
    record Arrays(ArraysConfig arrays) implements SourceConfig {
        @Override
        public Optional<List<Integer>> shape() {
            return Optional.empty();
        }
    }

    /**
     * Pictures in archives.
     *
     * @param zips the archives, and what the names in them say
     */
    record Zips(ZipsConfig zips) implements SourceConfig {
        @Override
        public Optional<List<Integer>> shape() {
            return Optional.of(List.of(zips.height(), zips.width(), zips.color() ? 3 : 1));
        }
    }

    /**
     * Texts.
     *
     * @param text the file, and what texts become
     */
    record Text(TextConfig text) implements SourceConfig {
        @Override
        public Optional<List<Integer>> shape() {
            return Optional.of(List.of(text.words().buckets()));
        }
    }

    /**
     * A data source of somebody's own.
     *
     * @param source the plug-in
     * @param path a file or folder, relative to the working directory, if the source reads one
     * @param holdOut fraction of each class, above 0 and below 1, if the source itself holds nothing out
     */
    record PlugIn(PlugInSpec source, Optional<Path> path, double holdOut) implements SourceConfig {
        @Override
        public Optional<List<Integer>> shape() {
            return Optional.empty();
        }
    }

    /** What to do about a broken image: end with an error that names it, or leave it out and say so. */
    enum OnBroken {
        STOP, SKIP
    }

    /** Reads the keys of the source that the section names. */
    static SourceConfig read(Section section, ModelConfig model) {
        Family<PlugInSpec> plugIns = Catalogue.dataSources();
        boolean own = section.node("source").map(Entry::value).filter(node -> switch (node) {
            case Scalar scalar -> plugIns.find(scalar.text()).isPresent();
            case Mapping _ -> true;
            case Sequence _ -> false;
        }).isPresent();
        return own ? new PlugIn(new Choice<>(section, "source", plugIns, Sizes.NONE).read().orElse(NOT_READ),
                section.find("path", Forms.path()), section.get("holdOut", Forms.above(0, 0.9), 0.2))
                : shipped(section, model, plugIns.names());
    }

    private static SourceConfig shipped(Section section, ModelConfig model, List<String> plugIns) {
        List<String> names = Stream.of(NAMES, plugIns).flatMap(List::stream).toList();
        return switch (section.require("source", Forms.oneOf(names))) {
            case "idx" -> new Idx(section.require("path", Forms.path()), section.find("holdOut", Forms.above(0, 0.9)),
                    ClassNames.checked(section, "classNames",
                            section.get("classNames", ClassNames.form(2, 1 << 8), List.of())));
            case "images" -> images(section, model.wantedInput());
            case "glyphs" -> new Glyphs(section.get("examples", Forms.whole(1, 100_000), 200),
                    section.get("testExamples", Forms.whole(10, 100_000), 1000));
            case "table" -> new Table(TableConfig.read(section));
            case "sound" -> new Sound(SoundConfig.read(section));
            case "arrays" -> new Arrays(ArraysConfig.read(section, ClassNames.checked(section, "classNames",
                    section.get("classNames", ClassNames.form(2, 1 << 8), List.of()))));
            case "zips" -> new Zips(ZipsConfig.read(section, model.wantedInput()));
            case "text" -> new Text(TextConfig.read(section));
            case "own" -> new Own(model.input());
            case String other -> throw new IllegalStateException("no source is called " + other);
        };
    }

    private static Images images(Section section, List<Integer> wanted) {
        Form<List<Integer>> size = Forms.same("a side 1.." + ImageDecoder.MAX_SIDE + " in pixels or [height, width]",
                Forms.whole(1, ImageDecoder.MAX_SIDE), 2);
        List<Integer> usual = wanted.size() == 3 ? wanted : List.of(224, 224, 3);
        List<Integer> sides = section.get("size", size, usual.subList(0, 2));
        return new Images(section.require("path", Forms.path()), sides.get(0), sides.get(1),
                section.get("color", Forms.truth(), usual.get(2) != 1),
                section.get("holdOut", Forms.above(0, 0.9), 0.2),
                "skip".equals(section.get("onBroken", Forms.oneOf(List.of("stop", "skip")), "stop")) ? OnBroken.SKIP
                        : OnBroken.STOP);
    }
}
