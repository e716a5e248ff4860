package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.SharedPass;
import io.tributary.aggregation.reduction.Mix;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The pass that writes. A range gives the hashes of all that it wrote, so that it shows if it writes something else when it is run again.
 * If a range fails, some of its chunks may be written and some not; written ones are right.
 */
final class WritingPass implements SharedPass<List<Sha256>> {
    private static final int HASH = Sha256.BYTES;

    private final Mix mix;
    private final BufferPool<RangeWork> pool;

    WritingPass(RangeJob job, Mix mix) {
        this.mix = mix;
        this.pool = new BufferPool<>(() -> new RangeWork(job, mix));
    }

    @Override
    public List<Sha256> run(ChunkRange range) throws AggregationException, InterruptedException {
        RangeWork work = pool.take();
        List<Sha256> written = work.run(range);
        pool.giveBack(work);
        return written;
    }

    @Override
    public byte[] description() {
        return MixBytes.encode(mix);
    }

    @Override
    public byte[] encode(List<Sha256> written) {
        ByteBuffer bytes = ByteBuffer.allocate(written.size() * HASH);
        written.forEach(hash -> bytes.put(hash.bytes()));
        return bytes.array();
    }

    @Override
    public List<Sha256> decode(ChunkRange range, byte[] result) {
        if (result.length % HASH != 0 || result.length < range.count() * HASH) {
            throw new IllegalArgumentException(result.length + " bytes are not the hashes of the chunks of " + range);
        }
        ByteBuffer bytes = ByteBuffer.wrap(result);
        List<Sha256> written = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] hash = new byte[HASH];
            bytes.get(hash);
            written.add(Sha256.parse(HexFormat.of().formatHex(hash)));
        }
        return written;
    }
}
