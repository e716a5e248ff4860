package io.tributary.experiments.weights;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A plan of seven values, and the bytes of files for it. */
final class TestWeights {
    /** With a control variate between what is stored and what is frozen. */
    static final ParameterLayout LAYOUT = new ParameterLayout(List.of(
            new Parameter("fc.weight", Role.TRAINABLE, List.of(2, 2)), new Parameter("mean", Role.BUFFER, List.of()),
            new Parameter("control.fc.weight", Role.CONTROL, List.of(2, 2)),
            new Parameter("base", Role.FROZEN, List.of(2))));
    /** What a file of {@link #SOUND} makes of it. */
    static final float[] VALUES = {1, 2, 3, 4, 5, 0, 0, 0, 0, 6, 7};
    /** In an order of its own, as other tools write it. */
    static final String SOUND = """
            {"__metadata__":{"format":"pt"},"base":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
            "fc.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[8,24]},
            "mean":{"dtype":"F32","shape":[],"data_offsets":[24,28]}}""";
    static final float[] DATA = {6, 7, 1, 2, 3, 4, 5};

    private TestWeights() {}

    static RunPlan plan(ParameterLayout layout) {
        ModelSpec spec = new ModelSpec("own", List.of(2), 2, List.of(),
                new NetworkSpec.Layout(NetworkSpec.Layout.Start.ZEROS));
        return RunPlan.builder().name("test").model("test").spec(spec).modelSignature(ModelSignature.of(spec))
                .layout(layout).rounds(1).training(new TrainingSpec(1, 1, new OptimizerSpec.Sgd(0.1, 0), 1))
                .update(new UpdateSpec(4, 20, 100, 10)).round(new RoundSpec(1, 1, 1, 1, 1, 60, 60)).build();
    }

    static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    static byte[] file(String header, float... data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return file(json.length, json, floats(data));
    }

    static byte[] file(long length, byte[] header, byte[] data) {
        return ByteBuffer.allocate(Long.BYTES + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length).put(header).put(data).array();
    }
}
