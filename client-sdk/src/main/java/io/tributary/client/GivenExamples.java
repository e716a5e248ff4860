package io.tributary.client;

import io.tributary.learning.Examples;
import io.tributary.learning.device.DeviceExamples;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.ModelSignature;
import java.util.List;

/** Examples of which the application says what they are, and not in which shape: it knows what its plans are for. */
record GivenExamples(Examples examples, DataSignature data) implements DeviceExamples {
    @Override
    public DataSignature signature(ModelSignature model) {
        return data;
    }

    @Override
    public Examples shaped(List<Integer> input) {
        return examples;
    }
}
