package io.tributary.coordinator.run;

import io.tributary.coordinator.registry.PartIndex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of an order.
 *
 * @param failure why nothing did, in words; empty if it went well
 * @param results what each range gave, by its number; none if no core was free
 * @param part what was written of the version, durable
 */
record RangeAnswer(String failure, Map<Integer, byte[]> results, PartIndex part) {
    private static final int VERSION = 1;
    private static final int MOST = 1 << 28;
    private static final int LONGEST = 1000;
    private static final String DECLINED = "declined";

    /** No core was free, or no range was left. */
    static RangeAnswer none() {
        return new RangeAnswer("", Map.of(), PartIndex.none());
    }

    /** Without anything that was written. */
    static RangeAnswer of(Map<Integer, byte[]> results) {
        return new RangeAnswer("", results, PartIndex.none());
    }

    /** This member has no part in orders of this kind, of this run: no failure of anything. */
    static RangeAnswer declined() {
        return failed(DECLINED);
    }

    boolean isDeclined() {
        return failure.equals(DECLINED);
    }

    static RangeAnswer failed(String why) {
        return new RangeAnswer(why.substring(0, Math.min(why.length(), LONGEST)), Map.of(), PartIndex.none());
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeUTF(failure);
            out.writeInt(results.size());
            for (Map.Entry<Integer, byte[]> result : results.entrySet()) {
                out.writeInt(result.getKey());
                write(out, result.getValue());
            }
            write(out, part.encode());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads what {@link #encode} wrote. @throws IllegalArgumentException if it is something else, or of another build */
    static RangeAnswer decode(byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IllegalArgumentException("answers of version " + version + " are not known here");
            }
            String failure = in.readUTF();
            Map<Integer, byte[]> results = new TreeMap<>();
            for (int left = bounded(in.readInt()); left > 0; left--) {
                results.put(in.readInt(), in.readNBytes(bounded(in.readInt())));
            }
            return new RangeAnswer(failure, results, PartIndex.decode(in.readNBytes(bounded(in.readInt()))));
        } catch (IOException cut) {
            throw new IllegalArgumentException("an answer ends early", cut);
        }
    }

    private static int bounded(int count) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("an answer has a count of " + count + "; at most " + MOST + " is read");
        }
        return count;
    }
}
