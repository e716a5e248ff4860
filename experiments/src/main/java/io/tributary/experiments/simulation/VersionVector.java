package io.tributary.experiments.simulation;

import io.tributary.aggregation.job.ChunkSink;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.UpdateSpec.Download;
import io.tributary.protocol.update.StepCodec;
import java.util.Optional;

/** The next version: if the plan asks for steps, what the rounded step makes of the last one. */
record VersionVector(Vector last, Vector next, Optional<StepCodec> steps) implements ChunkSink {
    VersionVector(Vector last, Vector next, Download format) {
        this(last, next, format == Download.FLOAT32 ? Optional.empty() : Optional.of(new StepCodec(format)));
    }

    @Override
    public Sha256 write(int chunk, float[] values, int length) {
        if (steps.isEmpty()) {
            return next.write(chunk, values, length);
        }
        float[] before = new float[Chunking.CHUNK_VALUES];
        last.read(chunk, before);
        float[] rounded = values.clone();
        steps.get().round(before, rounded, length);
        return next.write(chunk, rounded, length);
    }
}
