package io.tributary.protocol.plan;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Labels;
import java.util.List;

/**
 * What a device's own data is, so that it is trained only by plans that mean the same.
 *
 * @param labels what its classes 0, 1, ... are called, 1..65536, as {@link Labels} wants them; a part of the model's, in any order
 * @param inputs what its inputs mean, 1..8; as in the plan
 */
public record DataSignature(List<String> labels, List<InputMeaning> inputs) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there are too few or too many, or a name may not be one; the message names it
     */
    public DataSignature {
        labels = Labels.require("labels", labels, 1, ModelSignature.MOST_LABELS);
        inputs = Fields.list("inputs", inputs, 1, 8);
    }

    /** Of data with one input. */
    public static DataSignature of(List<String> labels, InputMeaning input) {
        return new DataSignature(labels, List.of(input));
    }
}
