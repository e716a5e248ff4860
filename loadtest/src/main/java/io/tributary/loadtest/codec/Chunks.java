package io.tributary.loadtest.codec;

import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.util.List;

/** A model of one full chunk. */
final class Chunks {
    static final ParameterLayout LAYOUT =
            new ParameterLayout(List.of(new Parameter("values", Role.TRAINABLE, List.of(Chunking.CHUNK_VALUES))));

    private Chunks() {}

    static UpdateSpec spec(CodecSpec codec) {
        return new UpdateSpec(64, 20, 16, 16, codec, Download.FLOAT32);
    }
}
