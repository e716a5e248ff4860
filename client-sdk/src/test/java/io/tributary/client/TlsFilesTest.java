package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.secureagg.tls.PemException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The authority of the coordinator's certificate is that of the folder of what to trust, where no other was named. */
final class TlsFilesTest extends TrialTest {
    private static final List<URI> SECURE = List.of(URI.create("https://coordinator.example:8443"));
    private static final List<URI> PLAIN = List.of(URI.create("http://127.0.0.1:8443"));

    private Path authority() throws Exception {
        return Files.writeString(directory.resolve("ca.pem"), "no certificate");
    }

    private ClientBuilder trusting(Path folder) {
        return FederatedClient.builder().coordinator(trial.coordinator.address()).device("device-7").trust(folder)
                .directory(directory.resolve("own")).trainer(trial.trainer()).clock(trial.time).pause(trial.time)
                .listener(trial.events);
    }

    @Test
    void theOneInTheFolderIsPinned() throws Exception {
        assertEquals(Optional.of(authority()), TlsFiles.NONE.trusting(directory, SECURE).authority());
    }

    @Test
    void oneThatWasNamedGoesBeforeIt() throws Exception {
        Path named = authority().resolveSibling("named.pem");
        assertEquals(Optional.of(named), TlsFiles.NONE.pinning(named).trusting(directory, SECURE).authority());
    }

    @Test
    void withoutOneAndWithoutTlsNothingIsPinned() throws Exception {
        assertEquals(Optional.empty(), TlsFiles.NONE.trusting(directory, SECURE).authority());
        Files.writeString(directory.resolve("ca.pem"), "no certificate");
        assertEquals(Optional.empty(), TlsFiles.NONE.trusting(directory, PLAIN).authority());
    }

    @Test
    void aClientTakesItsKeysAndAuthorityFromAFolderThatIsNotItsOwn() throws Exception {
        new TrustFile(trial.world.owner.publicKey(), trial.world.registrar.publicKey()).write(directory);
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(trusting(directory));
        assertEquals(1, trial.tasks.size());
        Path broken = authority();
        String refused = assertThrows(PemException.class,
                () -> trusting(directory).coordinators(SECURE).build()).getMessage();
        assertTrue(refused.contains(broken.toString()), refused);
    }

    @Test
    void aFolderWithoutKeysIsNamed() {
        Path empty = directory.resolve("empty");
        String refused = assertThrows(IllegalArgumentException.class, () -> trusting(empty).build()).getMessage();
        assertTrue(refused.endsWith("put trust.json into " + empty), refused);
    }
}
