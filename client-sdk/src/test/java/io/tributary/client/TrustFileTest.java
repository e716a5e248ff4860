package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustFileTest {
    @TempDir
    Path directory;

    @Test
    void isReadAsItWasWritten() throws Exception {
        TrustFile file = new TrustFile(SigningKey.generate().publicKey(), SigningKey.generate().publicKey());
        assertEquals(Optional.empty(), TrustFile.read(directory));
        file.write(directory);
        assertEquals(Optional.of(file), TrustFile.read(directory));
    }

    @Test
    void isBounded() throws Exception {
        Files.write(directory.resolve(TrustFile.NAME), new byte[266_241]);
        RejectedException refused = assertThrows(RejectedException.class, () -> TrustFile.read(directory));
        assertEquals(Reason.TOO_LARGE, refused.reason());
    }
}
