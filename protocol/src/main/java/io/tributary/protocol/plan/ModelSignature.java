package io.tributary.protocol.plan;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Labels;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.WireWord;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What goes into a model and what comes out of it: the names of its classes, and the inputs with their meaning. A plan and every version
 * made by it carry the same one. Immutable.
 *
 * @param labels names of classes 0, 1, ..., 1..65536 of them, as {@link Labels} wants them; of a network without classes, of its outputs
 * @param inputs 1..8, in the order in which an example's values follow each other
 */
public record ModelSignature(List<String> labels, List<Input> inputs) {
    /** Most classes. */
    public static final int MOST_LABELS = 1 << 16;
    private static final int MOST_INPUTS = 8;

    /** Types of values. */
    public enum Dtype implements WireWord {
        /** IEEE 754 of 32 bits. */
        FLOAT32
    }

    /**
     * One input of an example.
     *
     * @param dtype type of its values
     * @param shape 1..8 dimensions of 1..2^24
     * @param meaning what its values mean
     */
    public record Input(Dtype dtype, List<Integer> shape, InputMeaning meaning) {
        /**
         * Copies the shape.
         *
         * @throws IllegalArgumentException if it is out of range, or cannot have this meaning
         */
        public Input {
            shape = Fields.list("shape", shape, 1, 8);
            shape.forEach(dimension -> Fields.within("shape", dimension, 1, ModelSpec.MAX_WIDTH));
            meaning.requireFits(shape);
        }

        private BigInteger values() {
            return product(shape);
        }
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if there are too few or too many of them, or a name may not be one; the message names it
     */
    public ModelSignature {
        labels = Labels.require("labels", labels, 1, MOST_LABELS);
        inputs = Fields.list("inputs", inputs, 1, MOST_INPUTS);
    }

    /** Of one input of float32. */
    public static ModelSignature of(List<String> labels, List<Integer> shape, InputMeaning meaning) {
        return new ModelSignature(labels, List.of(new Input(Dtype.FLOAT32, shape, meaning)));
    }

    /** Of a network about which no more is known: classes are called by their numbers. */
    public static ModelSignature of(ModelSpec spec) {
        return of(IntStream.range(0, spec.classes()).mapToObj(Integer::toString).toList(), spec.input(),
                new InputMeaning.Untold());
    }

    /**
     * Which class of this model each class of a device's data is, by name.
     *
     * @return for each label of the data its index here
     * @throws RejectedException UNKNOWN_LABEL naming the labels that this model does not have; WRONG_INPUT if inputs mean something else
     */
    public int[] classesOf(DataSignature data) throws RejectedException {
        List<InputMeaning> wanted = inputs.stream().map(Input::meaning).toList();
        if (!take(wanted, data.inputs())) {
            throw new RejectedException(Reason.WRONG_INPUT, "the model takes " + words(wanted)
                    + ", and the data of this device is " + words(data.inputs()) + difference(wanted, data.inputs()));
        }
        List<String> unknown = data.labels().stream().filter(label -> label(label).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw new RejectedException(Reason.UNKNOWN_LABEL, "the data of this device has the classes "
                    + Labels.excerpt(unknown) + ", and the model knows " + Labels.excerpt(labels)
                    + " alone; leave them out, or give the plan these labels");
        }
        return data.labels().stream().mapToInt(label -> label(label).orElseThrow()).toArray();
    }

    /** The index of a class by its name; empty if there is none of this name. */
    public OptionalInt label(String name) {
        return Labels.find(labels, name);
    }

    /** Passes if it describes this network. */
    void requireFits(ModelSpec spec) {
        if (labels.size() != spec.classes()) {
            throw new IllegalArgumentException(
                    "modelSignature has " + labels.size() + " labels, but spec.classes is " + spec.classes());
        }
        boolean whole = inputs.size() == 1 ? inputs.get(0).shape().equals(spec.input())
                : inputs.stream().map(Input::values).reduce(BigInteger.ZERO, BigInteger::add)
                        .equals(product(spec.input()));
        if (!whole) {
            throw new IllegalArgumentException("modelSignature has inputs of shape "
                    + inputs.stream().map(Input::shape).toList() + ", but spec.input is " + spec.input());
        }
    }

    private static BigInteger product(List<Integer> shape) {
        return shape.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    }

    private static boolean take(List<InputMeaning> wanted, List<InputMeaning> given) {
        return wanted.size() == given.size()
                && IntStream.range(0, wanted.size()).allMatch(input -> wanted.get(input).takes(given.get(input)));
    }

    /** Two tables of many columns look alike in words; which columns differ is said. */
    private static String difference(List<InputMeaning> wanted, List<InputMeaning> given) {
        if (wanted.size() == 1 && given.size() == 1 && wanted.get(0) instanceof InputMeaning.Table model
                && given.get(0) instanceof InputMeaning.Table data) {
            return model.difference(data);
        }
        return "";
    }

    /** A few of its names, however many there are. */
    @Override
    public String toString() {
        return "ModelSignature[" + labels.size() + " labels: " + Labels.excerpt(labels) + "; inputs: "
                + inputs.stream().map(input -> words(List.of(input.meaning())) + " in " + input.shape()).toList() + "]";
    }

    private static String words(List<InputMeaning> meanings) {
        return String.join(" and ", meanings.stream().map(InputMeaning::words).toList());
    }

}
