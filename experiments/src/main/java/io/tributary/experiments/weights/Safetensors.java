package io.tributary.experiments.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.experiments.weights.SafetensorsHeader.Entry;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Models as safetensors files, which PyTorch and others read: eight bytes with the length of a JSON header, the header, the tensors. Of
 * data types float32 is read and written; PyTorch's counts of batches ({@code *.num_batches_tracked}) are passed over.
 */
public final class Safetensors {
    private static final int MAX_HEADER = 4 << 20;
    private static final int ALIGNMENT = 8;
    private static final int SHOWN = 5;
    private static final String COUNT = ".num_batches_tracked";
    private static final int PIECE = 1 << 16;

    private Safetensors() {}

    /** Reads a model's tensors into its vector. */
    static void read(WeightsInput input, Slots slots, float[] into) throws IOException, WeightsException {
        long most = Long.BYTES + MAX_HEADER + Float.BYTES * slots.values() + (long) Long.BYTES * slots.all().size();
        if (input.size() > most) {
            throw input.wrong("has " + input.size() + " bytes; a file of the model's " + slots.values()
                    + " values has at most " + most);
        }
        if (input.size() < Long.BYTES) {
            throw input.wrong("has " + input.size() + " bytes, too few for a safetensors file; it is cut short");
        }
        long length = ByteBuffer.wrap(input.bytes(0, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long data = input.size() - Long.BYTES - length;
        if (length < 0 || length > MAX_HEADER || data < 0) {
            throw input.wrong("says that its header has " + Long.toUnsignedString(length) + " bytes, where "
                    + Math.min(input.size() - Long.BYTES, MAX_HEADER)
                    + " are possible; it is cut short, or no safetensors file");
        }
        SafetensorsHeader header = SafetensorsHeader.parse(input.bytes(Long.BYTES, (int) length), data, input);
        List<Entry> wanted = header.tensors().stream().filter(entry -> !isCount(entry)).toList();
        requireSame(wanted, slots, input);
        for (Entry entry : wanted) {
            Slots.Slot slot = slots.find(entry.name()).orElseThrow();
            input.floats(Long.BYTES + length + entry.begin(), into, slot.offset(), slot.parameter().size());
        }
    }

    private static boolean isCount(Entry entry) {
        return entry.name().endsWith(COUNT) && entry.type().equals("I64") && entry.shape().isEmpty();
    }

    private static void requireSame(List<Entry> entries, Slots slots, WeightsInput input) throws WeightsException {
        Map<String, Entry> found =
                entries.stream().collect(Collectors.toMap(Entry::name, entry -> entry, (a, _) -> a, TreeMap::new));
        List<String> missing = slots.all().stream().map(slot -> slot.parameter().name())
                .filter(name -> !found.containsKey(name)).toList();
        List<String> extra = found.keySet().stream().filter(name -> slots.find(name).isEmpty()).toList();
        if (!missing.isEmpty() || !extra.isEmpty()) {
            List<String> said = new ArrayList<>();
            said.add(missing.isEmpty() ? "" : "lacks " + names(missing));
            said.add(extra.isEmpty() ? "" : "has " + names(extra) + ", which the model has not");
            throw input.wrong(said.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" and "))
                    + "; the model's tensors are " + names(slots.all().stream().map(slot -> slot.parameter().name())
                            .toList()));
        }
        for (Entry entry : entries) {
            requireFit(entry, slots.find(entry.name()).orElseThrow().parameter(), input);
        }
    }

    private static void requireFit(Entry entry, Parameter parameter, WeightsInput input) throws WeightsException {
        String tensor = "tensor '" + parameter.name() + "' ";
        if (!entry.type().equals("F32")) {
            throw input.wrong(tensor + "is " + SafetensorsHeader.quoted(entry.type())
                    + "; F32 is what is read: save it as float32");
        }
        List<Long> shape = parameter.shape().stream().map(Integer::longValue).toList();
        if (!entry.shape().equals(shape)) {
            throw input.wrong(tensor + "has the shape " + entry.shape() + ", in the model " + shape);
        }
        long bytes = (long) Float.BYTES * parameter.size();
        if (entry.end() - entry.begin() != bytes) {
            throw input.wrong(tensor + "is said to have " + (entry.end() - entry.begin()) + " bytes, and its shape "
                    + shape + " has " + bytes);
        }
    }

    private static String names(List<String> names) {
        return names.stream().limit(SHOWN).map(SafetensorsHeader::quoted).collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    /** Writes a model over a file that is there, in one step; control variates, which are no part of the network, are left out. */
    public static void write(Path file, ParameterLayout layout, float[] values) throws IOException {
        Slots slots = Slots.of(layout);
        byte[] header = header(slots);
        DurableFile.replace(file, out -> {
            put(out, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).flip());
            put(out, ByteBuffer.wrap(header));
            ByteBuffer piece = ByteBuffer.allocate(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (Slots.Slot slot : slots.all()) {
                tensor(out, piece, values, slot);
            }
        });
    }

    private static void tensor(FileChannel out, ByteBuffer piece, float[] values, Slots.Slot slot)
            throws IOException {
        int size = slot.parameter().size();
        for (int done = 0; done < size; done += PIECE) {
            int step = Math.min(PIECE, size - done);
            piece.clear().asFloatBuffer().put(values, slot.offset() + done, step);
            put(out, piece.limit(step * Float.BYTES));
        }
    }

    private static byte[] header(Slots slots) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Slots.Slot slot : slots.all()) {
            ObjectNode entry = root.putObject(slot.parameter().name()).put("dtype", "F32");
            slot.parameter().shape().forEach(entry.putArray("shape")::add);
            long end = offset + (long) Float.BYTES * slot.parameter().size();
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String text = root.toString();
        int padded = (text.getBytes(StandardCharsets.UTF_8).length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return (text + " ".repeat(padded - text.getBytes(StandardCharsets.UTF_8).length))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void put(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
