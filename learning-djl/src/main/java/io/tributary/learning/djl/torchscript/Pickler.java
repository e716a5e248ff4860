package io.tributary.learning.djl.torchscript;

import io.tributary.learning.djl.torchscript.Value.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a pickle of protocol 2, with the few operations that a module needs. */
final class Pickler {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    Pickler() {
        raw(0x80).raw(2);
    }

    Pickler raw(int operation) {
        output.write(operation);
        return this;
    }

    Pickler global(String name) {
        int dot = name.lastIndexOf('.');
        output.writeBytes(("c" + name.substring(0, dot) + "\n" + name.substring(dot + 1) + "\n")
                .getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Pickler text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        raw('X').bytes(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array());
        return bytes(bytes);
    }

    Pickler whole(long value) {
        return raw(0x8a).raw(Long.BYTES)
                .bytes(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }

    Pickler real(double value) {
        return raw('G').bytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    }

    Pickler wholes(List<Long> values) {
        raw('(');
        values.forEach(this::whole);
        return raw('t');
    }

    /** A tensor that is the whole of an entry. */
    Pickler tensor(Tensor tensor, int key, long size) {
        global("torch._utils._rebuild_tensor_v2").raw('(').raw('(').text("storage")
                .global("torch." + tensor.storage().type()).text(Integer.toString(key)).text("cpu").whole(size)
                .raw('t').raw('Q').whole(0).wholes(tensor.shape()).wholes(tensor.stride())
                .raw(tensor.gradient() ? 0x88 : 0x89).global("collections.OrderedDict").raw(')').raw('R');
        return raw('t').raw('R');
    }

    private Pickler bytes(byte[] bytes) {
        output.writeBytes(bytes);
        return this;
    }

    byte[] finished() {
        raw('.');
        return output.toByteArray();
    }
}
