package io.tributary.experiments.run;

import io.tributary.experiments.weights.Safetensors;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A model's parameters as a file, {@value #NAME}: little-endian float32 in layout order. Its SHA-256 is the version's. */
public final class ParameterFile {
    /** Its name. */
    public static final String NAME = "parameters.f32";
    /** The same as a safetensors file, for other tools. */
    public static final String SAFETENSORS = "model.safetensors";
    private static final int PIECE = 1 << 16;

    private ParameterFile() {}

    /** Writes it into a folder, and {@value #SAFETENSORS} beside it, which has its tensors by name. */
    public static void write(Path folder, ParameterLayout layout, float[] parameters) throws IOException {
        write(folder, parameters);
        Safetensors.write(folder.resolve(SAFETENSORS), layout, parameters);
    }

    /** Writes it into a folder, over one that is there, in one step: a reader finds the old one or the new one, whole. */
    public static Path write(Path folder, float[] parameters) throws IOException {
        Path file = folder.resolve(NAME);
        DurableFile.replace(file, out -> write(out, parameters));
        return file;
    }

    private static void write(FileChannel out, float[] parameters) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < parameters.length; from += PIECE) {
            int count = Math.min(PIECE, parameters.length - from);
            bytes.clear().asFloatBuffer().put(parameters, from, count);
            bytes.limit(count * Float.BYTES);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }
}
