package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.cli.server.OwnerKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aKeyIsMadeThatOnlyItsOwnerReadsAndThatItsPublicHalfBelongsTo() throws Exception {
        String said = new Console().ok("keys", "--out", folder.resolve("owner"));
        Path secret = folder.resolve("owner/owner.key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        assertEquals(OwnerKeys.secret(secret).publicKey(), OwnerKeys.pinned(folder.resolve("owner/owner.pub")));
        assertFalse(said.contains(Base64.getEncoder().encodeToString(Files.readAllBytes(secret))), said);
    }

    @Test
    void aKeyThatIsThereIsNeverOverwritten() throws Exception {
        new Console().ok("keys", "--out", folder);
        byte[] before = Files.readAllBytes(folder.resolve("owner.key"));
        assertTrue(new Console().fails(2, "keys", "--out", folder).contains("not overwritten"));
        Files.delete(folder.resolve("owner.pub"));
        new Console().fails(2, "keys", "--out", folder);
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("owner.key")));
        assertFalse(Files.exists(folder.resolve("owner.pub")));
    }

    @Test
    void aSecretThatOthersCanReadIsNotUsed() throws Exception {
        new Console().ok("keys", "--out", folder);
        Files.setPosixFilePermissions(folder.resolve("owner.key"), PosixFilePermissions.fromString("rw-r--r--"));
        Path experiment = Files.writeString(folder.resolve("e.yaml"), ProductWorld.EXPERIMENT);
        String said = new Console().with("TRIBUTARY_COORDINATOR", "http://127.0.0.1:1").with("TRIBUTARY_TOKEN", "t")
                .fails(2, "runs", "start", experiment, "--owner-key", folder.resolve("owner.key"));
        assertTrue(said.contains("chmod 600"), said);
    }
}
