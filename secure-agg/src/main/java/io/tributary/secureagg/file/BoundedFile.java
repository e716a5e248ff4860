package io.tributary.secureagg.file;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads small files that somebody else may have written. */
public final class BoundedFile {
    private BoundedFile() {}

    /**
     * The whole file.
     *
     * @throws RejectedException {@link Reason#TOO_LARGE} if it has more than {@code most} bytes
     * @throws IOException if it cannot be read
     */
    public static byte[] read(Path file, int most) throws IOException, RejectedException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new RejectedException(Reason.TOO_LARGE, file + " has more than " + most + " bytes");
            }
            return bytes;
        }
    }
}
