package io.tributary.secureagg.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import io.tributary.secureagg.seal.WrappingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
    private static final byte[] SECRET = {7, 7, 7};
    @TempDir
    private Path directory;
    private Path file = Path.of("");

    @BeforeEach
    void namesTheFile() {
        file = directory.resolve("secret");
    }

    private void mode(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void isClosedToOthersWhateverWasThereBefore() throws Exception {
        Files.write(file, new byte[1]);
        mode("rw-rw-rw-");
        SecretFile.replace(file, SECRET);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertArrayEquals(SECRET, SecretFile.read(file, 3));
    }

    @Test
    void isClosedToOthersFromItsFirstStep() throws Exception {
        StepDisk steps = new StepDisk(2);
        assertThrows(IOException.class, () -> DurableFile.replacePrivate(steps.disk(), file, SECRET));
        assertEquals(List.of("delete", "createPrivate"), steps.steps());
    }

    @Test
    void refusesAFileThatHoldsNothing() throws Exception {
        SecretFile.replace(file, new byte[0]);
        IOException refusal = assertThrows(IOException.class, () -> SecretFile.read(file, 3));
        assertTrue(String.valueOf(refusal.getMessage()).contains(file + " holds no key or token: it is empty"),
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
    void refusesAFileThatIsOpenToOthers(String mode) throws Exception {
        SecretFile.replace(file, SECRET);
        mode(mode);
        List<Executable> reads = List.of(() -> SecretFile.read(file, 3),
                () -> SecretFile.readOrMake(file, 3, SECRET::clone), () -> KeyFile.signing(file),
                () -> KeyFile.existingSigning(file), () -> KeyFile.wrapping(file));
        for (Executable read : reads) {
            String message = assertThrows(IOException.class, read).getMessage();
            assertEquals(file + " is open to others (" + mode + "): chmod 600 it", message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--------", "rw-------"})
    void readsAFileOfItsOwnerAlone(String mode) throws Exception {
        SecretFile.replace(file, SECRET);
        mode(mode);
        assertArrayEquals(SECRET, SecretFile.read(file, 3));
    }

    @Test
    void isMadeOnceAndTheDrawnArrayIsOverwritten() throws Exception {
        byte[] drawn = SECRET.clone();
        assertArrayEquals(SECRET, SecretFile.readOrMake(file, 3, () -> drawn));
        assertArrayEquals(new byte[3], drawn);
        assertArrayEquals(SECRET, SecretFile.readOrMake(file, 3, () -> {
            throw new AssertionError("drawn twice");
        }));
    }

    @Test
    void isBounded() throws Exception {
        SecretFile.replace(file, SECRET);
        String message = assertThrows(IOException.class, () -> SecretFile.read(file, 2)).getMessage();
        assertTrue(message.contains("more than 2 bytes"), message);
    }

    @Test
    void keysComeBackAsTheyWere() throws Exception {
        VerifyingKey made = KeyFile.signing(file).publicKey();
        assertEquals(made, KeyFile.signing(file).publicKey());
        assertEquals(made, KeyFile.existingSigning(file).publicKey());
        SigningKey other = SigningKey.generate();
        KeyFile.write(file, other);
        assertEquals(other.publicKey(), KeyFile.signing(file).publicKey());
        Path wrapping = directory.resolve("wrapping");
        byte[] wrapped = KeyFile.wrapping(wrapping).wrap(SECRET, new byte[0]);
        assertArrayEquals(SECRET, KeyFile.wrapping(wrapping).unwrap(wrapped, new byte[0]));
        assertEquals(WrappingKey.SECRET_BYTES, Files.size(wrapping));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void aFileOfAnotherLengthHoldsNoKey(int length) throws Exception {
        SecretFile.replace(file, new byte[length]);
        for (Executable read : List.<Executable>of(() -> KeyFile.signing(file), () -> KeyFile.wrapping(file))) {
            String message = assertThrows(IOException.class, read).getMessage();
            assertTrue(message.startsWith(file + " holds no key"), message);
        }
    }

    @Test
    void aKeyThatMustBeThereIsNotMade() {
        assertThrows(NoSuchFileException.class, () -> KeyFile.existingSigning(file));
        assertFalse(Files.exists(file));
    }

    @Test
    void messagesHoldNoSecret() throws Exception {
        SecretFile.replace(file, "very-secret-token".getBytes(StandardCharsets.US_ASCII));
        String message = assertThrows(IOException.class, () -> KeyFile.signing(file)).getMessage();
        assertFalse(message.contains("very-secret"), message);
    }
}
