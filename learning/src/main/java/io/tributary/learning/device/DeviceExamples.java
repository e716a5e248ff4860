package io.tributary.learning.device;

import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.image.Relabelled;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.RunPlan;
import java.util.List;

/**
 * A device's own examples, in the form that a model takes where they can have it. {@link ExampleFiles} reads some. Thread-safe.
 */
public interface DeviceExamples {
    /** What the data is for a model: what its classes are called, and what its values mean. Returns soon. */
    DataSignature signature(ModelSignature model);

    /**
     * The examples in a shape, with classes 0, 1, ... as the signature names them.
     *
     * @param input shape of one example, as the plan's network takes it
     * @throws TrainingException if they cannot have it; the message says which they have
     */
    Examples shaped(List<Integer> input) throws TrainingException;

    /**
     * The examples as a plan's model takes them, with the model's classes.
     *
     * @throws TrainingException if they do not fit; the message says how they differ
     */
    default Examples fittedTo(RunPlan plan) throws TrainingException {
        ModelSignature model = plan.modelSignature();
        try {
            int[] classes = model.classesOf(signature(model));
            return Relabelled.of(shaped(plan.spec().input()), classes);
        } catch (RejectedException unfit) {
            throw new TrainingException(String.valueOf(unfit.getMessage()), unfit);
        }
    }

    /**
     * Examples of one shape and one meaning.
     *
     * @param shape of each, such as [28, 28, 1]
     * @throws IllegalArgumentException if the shape is empty
     */
    static DeviceExamples of(Examples examples, List<Integer> shape, DataSignature data) {
        return new FixedExamples(examples, shape, data);
    }
}
