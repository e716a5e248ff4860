package io.tributary.experiments.config;

import io.tributary.experiments.catalogue.Sizes;
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
import io.tributary.protocol.plan.StrategySpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads an experiment's file: its bytes, its tree, the values set on the command line, then section by section. */
public final class ConfigFile {
    static final int MAX_BYTES = 64 << 10;

    private ConfigFile() {}

    static ExperimentConfig read(Path file, List<String> overrides) throws ConfigException {
        return interpret(sections(file, overrides, "an experiment (name, model, data, train, ...)"));
    }

    /** The file's sections, with the values set on the command line in them. */
    public static Mapping sections(Path file, List<String> overrides, String wanted) throws ConfigException {
        Origin.Text source = Origin.file(file.toString());
        Node root = YamlTree.read(source, text(file, source));
        if (!(root instanceof Mapping mapping)) {
            throw new ConfigException(List.of(new ConfigException.Problem(root.origin(),
                    "expected the sections of " + wanted + ", found " + root.describe())));
        }
        for (String override : overrides) {
            mapping = SetOption.parse(override).applyTo(mapping);
        }
        return mapping;
    }

    private static String text(Path file, Origin.Text source) throws ConfigException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ConfigException(List.of(new ConfigException.Problem(source.at(1, 1),
                        "larger than " + MAX_BYTES + " bytes; a config is far smaller")));
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (NoSuchFileException missing) {
            throw new ConfigException(new Origin(file.toString(), 0, 0),
                    "there is no such file; examples are in examples/configs", missing);
        } catch (CharacterCodingException malformed) {
            throw refuse(source, "not UTF-8", malformed);
        } catch (IOException unreadable) {
            throw refuse(source, "cannot be read: " + unreadable, unreadable);
        }
    }

    private static ExperimentConfig interpret(Mapping mapping) throws ConfigException {
        Problems problems = new Problems();
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
                UpdateConfig.read(root.section("update")),
                Expectation.read(root.section("expect")), root.get("seed", Forms.wholeLong(), 1L),
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

    private static ConfigException refuse(Origin.Text source, String message, Throwable cause) {
        return new ConfigException(source.at(1, 1), message, cause);
    }
}
