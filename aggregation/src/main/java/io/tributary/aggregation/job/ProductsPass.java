package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.SharedPass;
import io.tributary.aggregation.gram.GramProducts;
import io.tributary.aggregation.gram.LengthProducts;
import io.tributary.aggregation.rule.GramMixing;
import io.tributary.aggregation.rule.LengthMixing;
import io.tributary.aggregation.rule.Mixing;
import io.tributary.protocol.parameters.ChunkRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The pass that multiplies updates with each other. A range gives the products over each of its chunks, in their order. */
final class ProductsPass implements SharedPass<List<double[]>> {
    private final int size;
    private final BufferPool<ChunkProducts> pool;

    private ProductsPass(int size, Supplier<ChunkProducts> fresh) {
        this.size = size;
        this.pool = new BufferPool<>(fresh);
    }

    /** The pass that the rule's mixing needs. @throws IllegalArgumentException if it needs none */
    static ProductsPass of(RangeJob job) {
        int rows = job.rows();
        return switch (job.strategy.rule().mixing()) {
            case Mixing.Identity() -> throw new IllegalArgumentException(
                    "rule '" + job.strategy.rule().name() + "' needs no products of updates");
            case LengthMixing of -> new ProductsPass(new LengthProducts(rows, of.hasReference()).size(),
                    () -> new LengthWork(job, rows, of.hasReference()));
            case GramMixing _ -> new ProductsPass(GramProducts.size(rows), () -> new GramWork(job, rows));
        };
    }

    /** Number of products over one chunk. */
    int size() {
        return size;
    }

    @Override
    public List<double[]> run(ChunkRange range) throws AggregationException, InterruptedException {
        ChunkProducts work = pool.take();
        List<double[]> partials = work.of(range);
        pool.giveBack(work);
        return partials;
    }

    /** Nothing: the job says all. */
    @Override
    public byte[] description() {
        return new byte[0];
    }

    @Override
    public byte[] encode(List<double[]> partials) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(partials.size() * size, Double.BYTES));
        for (double[] partial : partials) {
            bytes.asDoubleBuffer().put(partial);
            bytes.position(bytes.position() + partial.length * Double.BYTES);
        }
        return bytes.array();
    }

    @Override
    public List<double[]> decode(ChunkRange range, byte[] result) {
        if (result.length != (long) range.count() * size * Double.BYTES) {
            throw new IllegalArgumentException(result.length + " bytes are not " + size
                    + " products of each chunk of " + range);
        }
        ByteBuffer bytes = ByteBuffer.wrap(result);
        List<double[]> partials = new ArrayList<>();
        for (int chunk = 0; chunk < range.count(); chunk++) {
            double[] partial = new double[size];
            bytes.asDoubleBuffer().get(partial);
            bytes.position(bytes.position() + size * Double.BYTES);
            partials.add(partial);
        }
        return partials;
    }
}
