package io.tributary.learning.djl.torchscript;

import io.tributary.learning.djl.torchscript.Value.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tensors of one pickle, each cut out of its entry. */
final class TensorEntries {
    private static final int MOST_DIMENSIONS = 8;

    private final Map<String, ByteBuffer> entries;
    private final String folder;
    private final List<ByteBuffer> cut = new ArrayList<>();

    TensorEntries(Map<String, ByteBuffer> entries, String folder) {
        this.entries = entries;
        this.folder = folder;
    }

    /** Bytes of each, in the order in which they were taken. */
    List<ByteBuffer> all() {
        return cut;
    }

    /**
     * Takes a tensor.
     *
     * @return its bytes
     * @throws ScriptException if they are not there, or not one after another
     */
    ByteBuffer take(String name, Tensor tensor) {
        ByteBuffer entry = entries.get(folder + tensor.storage().key());
        int each = Rebuilding.bytesOf(tensor.storage());
        if (entry == null || entry.remaining() != tensor.storage().size() * each) {
            throw new ScriptException(name + ": entry " + folder + tensor.storage().key() + " should have "
                    + tensor.storage().size() + " values of " + tensor.storage().type() + ", and "
                    + (entry == null ? "is not there" : "has " + entry.remaining() + " bytes"));
        }
        long size = size(name, tensor);
        if (tensor.offset() < 0 || tensor.offset() > tensor.storage().size() - size) {
            throw new ScriptException(name + ": " + size + " values from " + tensor.offset() + " on are more than the "
                    + tensor.storage().size() + " of its entry");
        }
        ByteBuffer bytes = entry.slice((int) tensor.offset() * each, (int) size * each);
        cut.add(bytes);
        return bytes;
    }

    private static long size(String name, Tensor tensor) {
        int dimensions = tensor.shape().size();
        if (dimensions > MOST_DIMENSIONS || tensor.stride().size() != dimensions) {
            throw new ScriptException(name + ": has " + dimensions + " dimensions and " + tensor.stride().size()
                    + " steps; at most " + MOST_DIMENSIONS + " of each are read");
        }
        long size = 1;
        for (int i = dimensions - 1; i >= 0; i--) {
            long dimension = tensor.shape().get(i);
            if (dimension != 1 && tensor.stride().get(i) != size) {
                throw new ScriptException(name + ": its values are not one after another; save it as .contiguous()");
            }
            if (dimension > Integer.MAX_VALUE || size * dimension > Integer.MAX_VALUE) {
                throw new ScriptException(name + ": is larger than any file may be");
            }
            size *= dimension;
        }
        return size;
    }
}
