package io.tributary.coordinator.run;

import io.tributary.coordinator.cluster.MemberBytes;
import io.tributary.protocol.parameters.ChunkRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What an owner asks another member for: slices of the examples that a version is measured on. It holds no value of a model and no example:
 * the other member has examples of its own, and takes part only if they are the same.
 *
 * @param id of this measurement
 * @param epoch in which the owner owned the run
 * @param version of the run's model
 * @param fingerprint of the owner's evaluator
 * @param slices how many there are; a range of one chunk stands for each
 * @param mostElsewhere how many of them others may measure at most
 */
record SliceOrder(String id, String run, long epoch, int version, String fingerprint, int slices, int mostElsewhere)
        implements TeamOrder {
    /** Other than the first bytes of every {@link RangeOrder}. */
    private static final int KIND = 0x511CE001;
    private static final int MOST_SLICES = 1 << 24;

    /** Whether these bytes are an order of slices rather than one of ranges. */
    static boolean is(byte[] order) {
        return order.length >= Integer.BYTES && ByteBuffer.wrap(order).getInt() == KIND;
    }

    @Override
    public List<ChunkRange> ranges() {
        return new ChunkRange(0, slices).split(1);
    }

    @Override
    public int since() {
        return 2;
    }

    @Override
    public MemberBytes.Kind kind() {
        return MemberBytes.Kind.EVALUATION;
    }

    @Override
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(KIND);
            out.writeUTF(id);
            out.writeUTF(run);
            out.writeLong(epoch);
            out.writeInt(version);
            out.writeUTF(fingerprint);
            out.writeInt(slices);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #encode} wrote. @throws IllegalArgumentException if it is something else */
    static SliceOrder decode(byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            in.readInt();
            String id = in.readUTF();
            String run = in.readUTF();
            long epoch = in.readLong();
            int version = in.readInt();
            String fingerprint = in.readUTF();
            int slices = in.readInt();
            if (slices < 1 || slices > MOST_SLICES) {
                throw new IllegalArgumentException("an order has 1.." + MOST_SLICES + " slices, not " + slices);
            }
            return new SliceOrder(id, run, epoch, version, fingerprint, slices, slices);
        } catch (IOException cut) {
            throw new IllegalArgumentException("an order of slices ends early", cut);
        }
    }
}
