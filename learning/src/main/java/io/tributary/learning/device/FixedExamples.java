package io.tributary.learning.device;

import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.Fields;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.ModelSignature;
import java.util.List;

/** Examples that are the same for every model. */
record FixedExamples(Examples examples, List<Integer> shape, DataSignature data) implements DeviceExamples {
    FixedExamples {
        Fields.given("examples", examples);
        Fields.given("data", data);
        shape = Fields.list("shape", shape, 1, 8);
    }

    @Override
    public DataSignature signature(ModelSignature model) {
        return data;
    }

    @Override
    public Examples shaped(List<Integer> input) throws TrainingException {
        if (!input.equals(shape)) {
            throw new TrainingException("the examples of this device are " + shape + ", and the model takes " + input);
        }
        return examples;
    }
}
