package io.tributary.client.internal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.NetworkFiles;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.NetworkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device's copy of the file that a plan names. */
final class NetworkCopyTest {
    private static final int PART = NetworkSpec.TorchScript.PART_BYTES;

    @TempDir
    private Path folder;

    private final byte[] file = new byte[PART + 9];

    private NetworkSpec.TorchScript network() {
        new Random(1).nextBytes(file);
        return new NetworkSpec.TorchScript(Sha256.of(file).hex(), file.length);
    }

    private NetworkCopy copy(NetworkSpec.TorchScript network) throws IOException {
        return new ModelDirectory(folder).network(network);
    }

    @Test
    void itGoesOnWhereItBrokeOffAndIsFoundOnceItIsWhole() throws Exception {
        NetworkSpec.TorchScript network = network();
        assertEquals(0, copy(network).next());
        copy(network).accept(0, Arrays.copyOf(file, PART));
        assertEquals(1, copy(network).next());
        copy(network).accept(1, Arrays.copyOfRange(file, PART, file.length));
        assertEquals(2, copy(network).next());
        assertArrayEquals(file, NetworkFiles.read(network));
        copy(new NetworkSpec.TorchScript("ab".repeat(32), 7));
        assertEquals(0, copy(network).next(), "a file of another plan takes its place");
    }

    @Test
    void anotherFileIsRefusedByBothHashesAndDeleted() throws Exception {
        NetworkSpec.TorchScript network = network();
        copy(network).accept(0, Arrays.copyOf(file, PART));
        assertEquals(Reason.HASH_MISMATCH,
                assertThrows(RejectedException.class, () -> copy(network).accept(1, new byte[3])).reason());
        copy(network).accept(1, new byte[9]);
        String said = String
                .valueOf(assertThrows(RejectedException.class, () -> copy(network).next()).getMessage());
        assertTrue(said.contains("where the plan names " + network.sha256()), said);
        assertEquals(0, copy(network).next(), "it is fetched anew");
    }
}
