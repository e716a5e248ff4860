package io.tributary.experiments.data;

import io.tributary.learning.Examples;
import io.tributary.protocol.plan.InputMeaning;
import java.util.List;

/**
 * Examples and what they are: all that one device has, or all there are.
 *
 * @param examples all of it
 * @param shape of one example
 * @param labels what its classes 0, 1, ... are called
 * @param meaning of its values
 */
record OwnExamples(Examples examples, List<Integer> shape, List<String> labels, InputMeaning meaning) {
    /** Of pictures. */
    OwnExamples(Examples examples, List<Integer> shape, List<String> labels) {
        this(examples, shape, labels, InputMeaning.Image.unit(shape.get(2)));
    }
}
