package io.tributary.experiments.network;

import io.tributary.experiments.weights.StartFile;
import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Node;
import io.tributary.experiments.yaml.Section;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.architecture.BadLayerException;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.NetworkSpec.Layout.Start;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which network a model is: a built-in one, or one of the owner's own. */
public sealed interface NetworkConfig {
    /** What the plan says of it, for examples of this shape and so many classes. */
    ModelSpec spec(List<Integer> input, int classes);

    /** Its tensors, by role; of a network that the engine alone knows, as it builds them. */
    default ParameterLayout tensors(ModelSpec spec) {
        return LearningEngine.required().build(spec, 0).layout();
    }

    /** The key that a mistake belongs to. */
    String key(IllegalArgumentException mistake);

    /** The shape that images are made to fit, where nothing else says so. */
    default List<Integer> usualInput() {
        return Architectures.usualInput("cnn");
    }

    /** Fewest classes. */
    default int leastClasses() {
        return 2;
    }

    /**
     * A built-in one.
     *
     * @param architecture a name that {@link Architectures} knows
     * @param hidden widths of hidden layers, for {@code mlp} only
     */
    record BuiltIn(String architecture, List<Integer> hidden) implements NetworkConfig {
        @Override
        public ModelSpec spec(List<Integer> input, int classes) {
            return new ModelSpec(architecture, input, classes, hidden);
        }

        @Override
        public ParameterLayout tensors(ModelSpec spec) {
            return Architectures.layout(spec);
        }

        @Override
        public String key(IllegalArgumentException mistake) {
            return "model.architecture";
        }

        @Override
        public List<Integer> usualInput() {
            return Architectures.usualInput(architecture);
        }
    }

    /**
     * A stack of layers.
     *
     * @param layers as a plan writes them
     */
    record Layers(List<String> layers) implements NetworkConfig {
        @Override
        public ModelSpec spec(List<Integer> input, int classes) {
            return new ModelSpec("layers", input, classes, List.of(), new NetworkSpec.Layers(layers));
        }

        @Override
        public ParameterLayout tensors(ModelSpec spec) {
            return Architectures.layout(spec);
        }

        @Override
        public String key(IllegalArgumentException mistake) {
            return mistake instanceof BadLayerException bad ? "model.layers[" + bad.index() + "]" : "model.layers";
        }
    }

    /**
     * Tensors whose meaning the devices' own trainers know.
     *
     * @param name what such a trainer may know it by
     * @param layout the tensors, by role
     * @param start what they hold before the first round
     */
    record Layout(String name, ParameterLayout layout, Start start) implements NetworkConfig {
        @Override
        public ModelSpec spec(List<Integer> input, int classes) {
            return new ModelSpec(name, input, classes, List.of(), new NetworkSpec.Layout(start));
        }

        @Override
        public ParameterLayout tensors(ModelSpec spec) {
            return layout;
        }

        @Override
        public String key(IllegalArgumentException mistake) {
            return "model.layout";
        }

        @Override
        public int leastClasses() {
            return 1;
        }
    }

    /**
     * A DJL block on the class path.
     *
     * @param name of its class
     */
    record Block(String name) implements NetworkConfig {
        @Override
        public ModelSpec spec(List<Integer> input, int classes) {
            return new ModelSpec("block", input, classes, List.of(), new NetworkSpec.Block(name));
        }

        @Override
        public String key(IllegalArgumentException mistake) {
            return "model.block";
        }
    }

    /**
     * A TorchScript file.
     *
     * @param file relative to the working directory
     */
    record TorchScript(Path file) implements NetworkConfig {
        @Override
        public ModelSpec spec(List<Integer> input, int classes) {
            return new ModelSpec("torchscript", input, classes, List.of(), NetworkFile.of(file));
        }

        @Override
        public String key(IllegalArgumentException mistake) {
            return "model.torchscript";
        }
    }

    /** A layer as it is written; whether layers fit together shows when the shape of the data is known. */
    Form<String> LAYER = Form.of("a layer, one of " + String.join(", ", Architectures.layerForms()), "flatten",
            node -> node instanceof Node.Scalar scalar ? layer(scalar.text()) : Optional.empty());

    private static Optional<String> layer(String text) {
        try {
            return Optional.of(Architectures.layer(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Reads the keys of the network. */
    static NetworkConfig read(Section section) {
        section.node("architecture");
        List<Integer> hidden = section.get("hidden", Forms.list(Forms.whole(1, 1 << 16), 0, 16), List.of());
        List<String> layers = section.get("layers", Forms.list(LAYER, 1, NetworkSpec.Layers.MOST), List.of());
        Optional<ParameterLayout> layout = LayoutKey.read(section);
        Optional<String> block = section.find("block", BLOCK);
        Optional<Path> torchscript = section.find("torchscript", Forms.path());
        Optional<String> start = section.find("start", START);
        if (!section.has("layout")) {
            start.filter(word -> !StartFile.isNamed(word)).ifPresent(word -> section.complain("start", "'" + word
                    + "' is for layout: [...]; other networks know how they begin, or begin with the values of a file, "
                    + ENDINGS));
            return section.has("torchscript") ? torchscript(section, torchscript.orElseGet(() -> Path.of("")))
                    : section.has("block") ? block(section, block.orElseThrow())
                            : section.has("layers") ? stack(section, layers)
                                    : new BuiltIn(section.require("architecture", builtIn()), hidden);
        }
        onlyOne(section, "block", "layout");
        onlyOne(section, "torchscript", "layout");
        onlyOne(section, "layers", "layout");
        onlyOne(section, "hidden", "layout");
        return new Layout(section.get("architecture", OWN_NAME, "layout"), layout.orElse(LayoutKey.STAND_IN),
                start.equals(Optional.of("zeros")) ? Start.ZEROS : Start.DRAWN);
    }

    /** How the values of a file are chosen. */
    String ENDINGS = "a file whose name ends with " + String.join(" or ", StartFile.ENDINGS);

    /** How a layout begins, or a file. */
    Form<String> START = Form.of("one of drawn, zeros, or " + ENDINGS, "drawn",
            node -> Forms.path().parse().apply(node).map(String::valueOf)
                    .filter(word -> word.equals("drawn") || word.equals("zeros") || StartFile.isNamed(word)));

    /** The file of the values that a model begins with, if key {@code start} names one; {@link #read} notes what is wrong with it. */
    static Optional<Path> startFile(Section section) {
        return section.node("start").flatMap(entry -> START.parse().apply(entry.value())).filter(StartFile::isNamed)
                .map(Path::of);
    }

    /** The name of a class. */
    Form<String> BLOCK =
            Forms.text("a name of a class, such as com.example.MyBlock", NetworkSpec.Block.NAME, "block");

    private static Block block(Section section, String name) {
        onlyOne(section, "architecture", "block");
        onlyOne(section, "layers", "block");
        onlyOne(section, "hidden", "block");
        return new Block(name);
    }

    private static TorchScript torchscript(Section section, Path file) {
        onlyOne(section, "architecture", "torchscript");
        onlyOne(section, "layers", "torchscript");
        onlyOne(section, "block", "torchscript");
        onlyOne(section, "hidden", "torchscript");
        return new TorchScript(file);
    }

    private static Layers stack(Section section, List<String> layers) {
        onlyOne(section, "architecture", "layers");
        onlyOne(section, "hidden", "layers");
        return new Layers(layers);
    }

    private static void onlyOne(Section section, String key, String other) {
        if (section.has(key)) {
            section.complain(key, "stands beside " + other + ", which say what the network is; leave one of them out");
        }
    }

    /** A name that no built-in network has. */
    Form<String> OWN_NAME = Form.of("a name of your own of 1 to 64 letters, digits, -, . and _, other than "
            + String.join(", ", Architectures.names()), "layout",
            node -> Forms.text("", Pattern.compile("[A-Za-z0-9._-]{1,64}"), "").parse().apply(node)
                    .filter(name -> !Architectures.names().contains(name)));

    private static Form<String> builtIn() {
        Form<String> name = Forms.oneOf(Architectures.names());
        return new Form<>(
                name.expected()
                        + ", or layers: [...], layout: [...], block: CLASS or torchscript: FILE of your own in its place",
                name.choices(),
                name.standIn(), name.parse());
    }
}
