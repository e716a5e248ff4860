package io.tributary.secureagg.kek;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.signature.PredefinedSignatureParameters;
import com.google.crypto.tink.signature.SignatureConfig2026;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.SecretFile;
import io.tributary.secureagg.kek.KeyEncryption.Wrapped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KekFileTest {
    private static final byte[] SECRET = "the key of one round".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAME = "run.1".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        file = directory.resolve("cluster.kek");
        KekFile.make(file);
    }

    @Test
    void aSecretUnwrapsAtAnotherMemberForItsContextAlone() throws Exception {
        Wrapped wrapped = KekFile.open(file).wrap(SECRET, NAME);

        assertArrayEquals(SECRET, KekFile.open(file).unwrap(wrapped, NAME));
        assertEquals(Reason.BAD_SEAL,
                assertThrows(RejectedException.class, () -> KekFile.open(file).unwrap(wrapped, SECRET)).reason());
        byte[] altered = wrapped.bytes().clone();
        altered[altered.length - 1] ^= 1;
        assertThrows(RejectedException.class,
                () -> KekFile.open(file).unwrap(new Wrapped(wrapped.key(), altered), NAME));
    }

    @Test
    void aWrappedSecretNamesItsKey() throws Exception {
        KekFile keys = KekFile.open(file);

        assertEquals(keys.names(), List.of(keys.wrap(SECRET, NAME).key()));
        assertTrue(keys.names().get(0).matches("keyset:[0-9a-f]{8}"), keys.names()::toString);
    }

    @Test
    void afterARotationTheNewKeyWrapsAndTheOldOneUnwrapsUntilItIsTrimmed() throws Exception {
        Wrapped old = KekFile.open(file).wrap(SECRET, NAME);
        KekFile.add(file);
        assertEquals(old.key(), KekFile.open(file).wrap(SECRET, NAME).key());

        KekFile.promote(file);
        Wrapped fresh = KekFile.open(file).wrap(SECRET, NAME);
        assertNotEquals(old.key(), fresh.key());
        assertArrayEquals(SECRET, KekFile.open(file).unwrap(old, NAME));

        KekFile.trim(file);
        IOException gone = assertThrows(IOException.class, () -> KekFile.open(file).unwrap(old, NAME));
        assertTrue(gone.getMessage().contains(old.key()), gone::getMessage);
        assertArrayEquals(SECRET, KekFile.open(file).unwrap(fresh, NAME));
    }

    @Test
    void aMemberThatRunsUnwrapsWhatAKeyWrappedThatCameToItsFileSince() throws Exception {
        KekFile running = KekFile.open(file);
        KekFile.add(file);
        KekFile.promote(file);
        Wrapped fresh = KekFile.open(file).wrap(SECRET, NAME);

        assertArrayEquals(SECRET, running.unwrap(fresh, NAME));
        assertEquals(2, running.names().size());
    }

    @Test
    @DisplayName("I5: the secret of a key is in its file alone, which is made for its owner and refused if others can read it")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    void onlyTheOwnerReadsTheFile() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(Files.readString(file).contains("AesGcmKey"));
        assertFalse(KekFile.open(file).toString().contains("AesGcmKey"));

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThrows(IOException.class, () -> KekFile.open(file));
    }

    @Test
    void aFileThatIsThereIsNotMadeAgain() throws IOException {
        String before = Files.readString(file);

        assertThrows(FileAlreadyExistsException.class, () -> KekFile.make(file));

        assertEquals(before, Files.readString(file));
    }

    @Test
    void whatIsNoKeysetIsRefusedByNameAndNotQuoted() throws Exception {
        String whole = Files.readString(file);
        for (String wrong : List.of("", "{}", whole.substring(0, whole.length() / 2), "[" + whole + "]",
                " ".repeat(KekFile.MOST_BYTES) + whole,
                json(PredefinedSignatureParameters.ED25519, SignatureConfig2026.get()),
                json(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE_NO_PREFIX, AeadConfig2026.get()))) {
            Files.writeString(file, wrong);
            SecretFile.NoSecretException refused =
                    assertThrows(SecretFile.NoSecretException.class, () -> KekFile.open(file), wrong);
            assertTrue(refused.getMessage().contains("cluster.kek"), refused::getMessage);
            assertFalse(refused.getMessage().contains("value"), refused::getMessage);
        }
    }

    private static String json(Parameters keys, Configuration tink) throws Exception {
        return TinkJsonProtoKeysetFormat.serializeKeyset(KeysetHandle.generateNew(keys, tink), tink,
                InsecureSecretKeyAccess.get());
    }

    @Test
    void aKeysetHasAtMost32Keys() throws IOException {
        for (int keys = 1; keys < Keyset.MOST_KEYS; keys++) {
            KekFile.add(file);
        }
        assertEquals(32, KekFile.open(file).names().size());

        assertThrows(IOException.class, () -> KekFile.add(file));
        assertEquals(32, KekFile.open(file).names().size());
    }
}
