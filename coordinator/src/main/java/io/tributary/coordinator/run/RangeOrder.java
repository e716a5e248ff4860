package io.tributary.coordinator.run;

import io.tributary.coordinator.cluster.MemberBytes;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.plan.ModelManifest.Reports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an owner asks another member for: ranges of one pass of a job. It holds no update, no key and no value of a model: the other member
 * reads those where it has them from as an owner does.
 *
 * @param job the round that is closed
 * @param pass which pass, in the words of {@link io.tributary.aggregation.executor.SharedPass#description}
 * @param all the chunks of the pass
 * @param step chunks of a range
 */
record RangeOrder(Job job, byte[] pass, ChunkRange all, int step) implements TeamOrder {
    private static final int VERSION = 1;
    private static final int MOST = 1 << 20;

    /**
     * The round that is closed.
     *
     * @param id of this attempt to close it
     * @param epoch in which the owner owned the run
     * @param modelVersion the version that the round trained from
     * @param excluded devices of stored updates that are not summed, few or none
     * @param reports what the summed updates' devices signed: a member that finds others does not work
     */
    record Job(String id, String run, long epoch, int round, int modelVersion, List<String> excluded,
            Reports reports) {}

    @Override
    public List<ChunkRange> ranges() {
        return all.split(step);
    }

    @Override
    public int mostElsewhere() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int since() {
        return 1;
    }

    @Override
    public MemberBytes.Kind kind() {
        return MemberBytes.Kind.RANGES;
    }

    @Override
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeUTF(job.id);
            out.writeUTF(job.run);
            out.writeLong(job.epoch);
            out.writeInt(job.round);
            out.writeInt(job.modelVersion);
            out.writeInt(job.reports.count());
            out.writeUTF(job.reports.merkleRoot());
            out.writeInt(job.excluded.size());
            for (String device : job.excluded) {
                out.writeUTF(device);
            }
            out.writeInt(all.from());
            out.writeInt(all.to());
            out.writeInt(step);
            out.writeInt(pass.length);
            out.write(pass);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #encode} wrote. @throws IllegalArgumentException if it is something else, or of another build */
    static RangeOrder decode(byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IllegalArgumentException("orders of version " + version + " are not known here");
            }
            Job job = job(in);
            ChunkRange all = new ChunkRange(in.readInt(), in.readInt());
            int step = bounded(in.readInt());
            return new RangeOrder(job, in.readNBytes(bounded(in.readInt())), all, step);
        } catch (IOException cut) {
            throw new IllegalArgumentException("an order ends early", cut);
        }
    }

    private static Job job(DataInputStream in) throws IOException {
        String id = in.readUTF();
        String run = in.readUTF();
        long epoch = in.readLong();
        int round = in.readInt();
        int modelVersion = in.readInt();
        Reports reports = new Reports(in.readInt(), in.readUTF());
        List<String> excluded = new ArrayList<>();
        for (int left = bounded(in.readInt()); left > 0; left--) {
            excluded.add(in.readUTF());
        }
        return new Job(id, run, epoch, round, modelVersion, excluded, reports);
    }

    private static int bounded(int count) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("an order has a count of " + count + "; at most " + MOST + " is read");
        }
        return count;
    }
}
