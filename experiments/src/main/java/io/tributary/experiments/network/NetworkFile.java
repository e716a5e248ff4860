package io.tributary.experiments.network;

import io.tributary.learning.NetworkFiles;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.NetworkSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** TorchScript files of owners, as plans name them. */
public final class NetworkFile {
    private NetworkFile() {}

    /**
     * What a plan says of a file, which an engine of this process finds from now on.
     *
     * @throws IllegalArgumentException naming the file, if it cannot be read, is empty or too large
     */
    public static NetworkSpec.TorchScript of(Path file) {
        byte[] bytes = read(file);
        NetworkSpec.TorchScript network = new NetworkSpec.TorchScript(Sha256.of(bytes).hex(), bytes.length);
        NetworkFiles.add(network.sha256(), file);
        return network;
    }

    private static byte[] read(Path file) {
        int most = NetworkSpec.TorchScript.MOST_BYTES;
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(most + 1);
            if (bytes.length == 0 || bytes.length > most) {
                throw new IllegalArgumentException(file + ": has " + (bytes.length > most ? "more than " + most : "0")
                        + " bytes; a TorchScript file has 1 to " + most);
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(file + ": there is no such file", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + ": cannot be read: " + unreadable, unreadable);
        }
    }
}
