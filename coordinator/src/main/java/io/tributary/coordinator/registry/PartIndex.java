package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.protocol.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a writer wrote of a version that another member commits: names and places, no values. Its packs are durable.
 *
 * @param chunks of the version, and the steps to them
 * @param state chunks of what the strategy remembers
 */
public record PartIndex(List<Chunk> chunks, List<State> state) {
    private static final int MOST = 1 << 20;

    /**
     * A chunk of the version.
     *
     * @param chunk its number
     * @param content the chunk
     * @param step the step to it, if the plan asks for steps
     */
    record Chunk(int chunk, Named content, Optional<Named> step) {}

    /** What has this hash, and where it lies. */
    record Named(String sha256, ChunkPlace place) {}

    /**
     * A chunk of a state vector.
     *
     * @param length number of its values
     */
    record State(int slot, int chunk, int length, Named content) {}

    /** Nothing was written. */
    public static PartIndex none() {
        return new PartIndex(List.of(), List.of());
    }

    /** As bytes, about 50 a chunk. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Output output = new Output(out, new HashMap<>());
            out.writeInt(chunks.size());
            for (Chunk chunk : chunks) {
                out.writeInt(chunk.chunk);
                output.write(chunk.content);
                out.writeBoolean(chunk.step.isPresent());
                if (chunk.step.isPresent()) {
                    output.write(chunk.step.get());
                }
            }
            out.writeInt(state.size());
            for (State part : state) {
                out.writeInt(part.slot);
                out.writeInt(part.chunk);
                out.writeInt(part.length);
                output.write(part.content);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #encode} wrote. @throws IllegalArgumentException if it is something else */
    public static PartIndex decode(byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            Input input = new Input(in, new ArrayList<>());
            List<Chunk> chunks = new ArrayList<>();
            for (int left = count(in); left > 0; left--) {
                int chunk = in.readInt();
                Named content = input.read();
                chunks.add(new Chunk(chunk, content, in.readBoolean() ? Optional.of(input.read()) : Optional.empty()));
            }
            List<State> state = new ArrayList<>();
            for (int left = count(in); left > 0; left--) {
                state.add(new State(in.readInt(), in.readInt(), in.readInt(), input.read()));
            }
            return new PartIndex(chunks, state);
        } catch (IOException cut) {
            throw new IllegalArgumentException("the index of a part ends early", cut);
        }
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("the index of a part has " + count + " entries; at most " + MOST
                    + " are read");
        }
        return count;
    }

    /** Writes the name of a pack where it comes first, later its number. */
    private record Output(DataOutputStream out, Map<String, Integer> packs) {
        void write(Named named) throws IOException {
            out.write(Sha256.parse(named.sha256).bytes());
            Integer known = packs.putIfAbsent(named.place.pack(), packs.size());
            out.writeShort(known == null ? packs.size() - 1 : known);
            if (known == null) {
                out.writeUTF(named.place.pack());
            }
            out.writeLong(named.place.position());
            out.writeInt(named.place.length());
        }
    }

    private record Input(DataInputStream in, List<String> packs) {
        Named read() throws IOException {
            byte[] hash = new byte[Sha256.BYTES];
            in.readFully(hash);
            int pack = in.readUnsignedShort();
            if (pack > packs.size()) {
                throw new IllegalArgumentException("pack " + pack + " comes before pack " + packs.size());
            }
            if (pack == packs.size()) {
                packs.add(in.readUTF());
            }
            return new Named(HexFormat.of().formatHex(hash),
                    new ChunkPlace(packs.get(pack), in.readLong(), in.readInt()));
        }
    }
}
