package io.tributary.learning.architecture;

import io.tributary.learning.architecture.Layer.BatchNorm;
import io.tributary.learning.architecture.Layer.Convolution;
import io.tributary.learning.architecture.Layer.Dense;
import io.tributary.learning.architecture.Layer.Dropout;
import io.tributary.learning.architecture.Layer.Flatten;
import io.tributary.learning.architecture.Layer.MaxPool;
import io.tributary.learning.architecture.Layer.Relu;
import io.tributary.learning.architecture.Passing.Image;
import io.tributary.learning.architecture.Passing.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the layers that are written as words, and follows the shape of an example through them. Convolutions are called conv1, conv2, ...,
 * fully connected layers dense1, ..., normalizations bn1, ... in their order. Used once, by one thread.
 */
final class LayerStack {
    /** The layers that there are, each as it is written. */
    static final List<String> FORMS = List.of("conv(channels, kernel)", "conv(channels, kernel, padding)", "batchNorm",
            "maxPool(size)", "relu", "dropout(rate)", "flatten", "dense(width)", "dense(classes)");

    private static final String CLASSES = "classes";
    private static final int MAX_KERNEL = 255;
    private static final int MAX_POOL = 64;

    private final int classes;
    private final List<Layer> layers = new ArrayList<>();
    private Passing passing;
    private int convolutions;
    private int norms;
    private int denses;

    private LayerStack(List<Integer> input, int classes) {
        this.classes = classes;
        passing = Passing.of(input);
    }

    /**
     * The layers, from an example to logits.
     *
     * @param words at least 1
     * @param input shape of an example
     * @throws BadLayerException naming the layer, what it is given and what would fit
     */
    static List<Layer> read(List<String> words, List<Integer> input, int classes) {
        LayerStack stack = new LayerStack(input, classes);
        for (int i = 0; i < words.size(); i++) {
            try {
                stack.add(LayerWord.read(words.get(i)));
            } catch (IllegalArgumentException wrong) {
                throw new BadLayerException(i, "layer " + (i + 1) + ", " + words.get(i) + ": " + wrong.getMessage());
            }
        }
        stack.requireLogits(words);
        return List.copyOf(stack.layers);
    }

    private void add(LayerWord word) {
        switch (word.name()) {
            case "conv" -> convolve(word);
            case "batchNorm" -> normalize(word);
            case "maxPool" -> pool(word);
            case "relu" -> addPlain(word, new Relu());
            case "dropout" -> {
                sized(word, 1, 1);
                layers.add(new Dropout(word.part(0, "the rate")));
            }
            case "flatten" -> flatten(word);
            case "dense" -> connect(word);
            default -> throw new IllegalArgumentException("is no layer; the layers are " + String.join(", ", FORMS));
        }
        require(passing.values() <= SpecCheck.MAX_VALUES, "makes " + passing.words() + ", which are more than the "
                + SpecCheck.MAX_VALUES + " values that an example may become; make it smaller, or pool before it");
    }

    private void addPlain(LayerWord word, Layer layer) {
        sized(word, 0, 0);
        layers.add(layer);
    }

    private void convolve(LayerWord word) {
        sized(word, 2, 3);
        Image image = image("a convolution");
        int out = word.whole(0, "the number of channels", 1, SpecCheck.MAX_SIDE);
        int kernel = word.whole(1, "the kernel", 1, MAX_KERNEL);
        int padding = word.arguments().size() < 3 ? 0 : word.whole(2, "the padding", 0, kernel - 1);
        int smallest = Math.min(image.height(), image.width());
        require(smallest + 2 * padding >= kernel, "is given " + image.words() + ", too small for a kernel of " + kernel
                + "; a kernel of at most " + (smallest + 2 * padding) + ", or a padding of "
                + (kernel - smallest + 1) / 2 + ", would fit");
        convolutions++;
        trained(new Convolution("conv" + convolutions, image.channels(), out, kernel, padding));
        int less = kernel - 1 - 2 * padding;
        passing = new Image(out, image.height() - less, image.width() - less);
    }

    private void normalize(LayerWord word) {
        sized(word, 0, 0);
        Image image = image("a normalization");
        require(image.height() > 1 || image.width() > 1, "is given " + image.words()
                + ", of which a batch of one example has no variance; put it before the pooling that leaves so little");
        norms++;
        trained(new BatchNorm("bn" + norms, image.channels()));
    }

    private void pool(LayerWord word) {
        sized(word, 1, 1);
        Image image = image("a pooling");
        int size = word.whole(0, "the size", 2, MAX_POOL);
        int smallest = Math.min(image.height(), image.width());
        require(smallest >= size, "is given " + image.words() + ", too small to pool; "
                + (smallest < 2 ? "leave it out" : "a size of at most " + smallest + " would fit, or leave it out"));
        layers.add(new MaxPool(size));
        passing = new Image(image.channels(), image.height() / size, image.width() / size);
    }

    private void flatten(LayerWord word) {
        sized(word, 0, 0);
        require(passing.values() <= SpecCheck.MAX_VALUES,
                "is given " + passing.words() + ", more than " + SpecCheck.MAX_VALUES + " values");
        layers.add(new Flatten());
        passing = new Row((int) passing.values());
    }

    private void connect(LayerWord word) {
        sized(word, 1, 1);
        if (!(passing instanceof Row row)) {
            throw new IllegalArgumentException("takes a row of values, and is given " + passing.words()
                    + "; put flatten before it");
        }
        int out = word.arguments().get(0).equals(CLASSES) ? classes
                : word.whole(0, "the width", 1, SpecCheck.MAX_SIDE);
        denses++;
        trained(new Dense("dense" + denses, row.width(), out));
        passing = new Row(out);
    }

    /** A layer whose tensors are too large is refused where it stands. */
    private void trained(Layer layer) {
        require(!layer.parameters().isEmpty(), "has no tensors");
        layers.add(layer);
    }

    private Image image(String what) {
        if (passing instanceof Image image) {
            return image;
        }
        throw new IllegalArgumentException("is given " + passing.words() + ", and " + what
                + " takes channels of height x width; "
                + (layers.isEmpty() ? "data whose examples are [height, width, channels] would fit"
                        : "put it before flatten"));
    }

    private static void sized(LayerWord word, int least, int most) {
        int found = word.arguments().size();
        require(found >= least && found <= most, "is written "
                + String.join(" or ", FORMS.stream().filter(form -> LayerWord.read(form).name().equals(word.name()))
                        .toList()));
    }

    private void requireLogits(List<String> words) {
        int last = words.size() - 1;
        String where = "layer " + (last + 1) + ", " + words.get(last) + ": is the last one and gives ";
        if (!(passing instanceof Row row)) {
            throw new BadLayerException(last, where + passing.words() + ", where the model has " + classes
                    + " classes; end with flatten and dense(classes)");
        }
        if (row.width() != classes) {
            throw new BadLayerException(last, where + row.words() + ", where the model has " + classes
                    + " classes; end with dense(classes), or dense(" + classes + ")");
        }
        if (layers.stream().allMatch(layer -> layer.parameters().isEmpty())) {
            throw new BadLayerException(last,
                    where + "what it is given: no layer of the stack learns anything; end with"
                            + " dense(classes)");
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
