package io.tributary.secureagg.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was followed is remembered: the next start believes it, and nobody leads it back. */
class FollowedKeysTest {
    private final SigningKeys first = SigningKeys.generate(1);
    private final SigningKeys second = next(first);
    private final SigningKeys third = next(second);
    private final List<String> told = new ArrayList<>();
    @TempDir
    private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("keys.json");
    }

    private static SigningKeys next(SigningKeys before) {
        return before.replace(EnumSet.allOf(KeyPurpose.class), 2, KeySet.LogEnd.EMPTY);
    }

    private FollowedKeys open(KeyChain provisioned) throws IOException {
        return FollowedKeys.open(file, provisioned, told::add);
    }

    private FollowedKeys open() throws IOException {
        return open(KeyChain.pinned(first.root()));
    }

    private static Reason refusal(FollowedKeys keys, SigningKeys shown, int from) {
        return assertThrows(RejectedException.class, () -> keys.follow(shown.chain().links(from))).reason();
    }

    @Test
    void whatWasFollowedIsKeptAndIsTheLeastThatIsBelievedLater() throws Exception {
        FollowedKeys keys = open();
        keys.follow(second.chain().links(1));
        assertEquals(2, keys.chain().sequence());
        FollowedKeys again = open();
        assertEquals(second.root(), again.chain().key(KeyPurpose.ROOT));
        assertEquals(Reason.BAD_LINEAGE, refusal(again, first, 1));
        assertEquals(Reason.BAD_LINEAGE, refusal(again, next(first), 1));
        again.follow(third.chain().links(2));
        assertEquals(3, open().chain().sequence());
        assertEquals(2, told.size(), told::toString);
    }

    @Test
    void whatDoesNotFollowChangesNothing() throws Exception {
        FollowedKeys keys = open();
        assertEquals(Reason.WRONG_SIGNER, refusal(keys, SigningKeys.generate(1), 1));
        assertEquals(0, keys.chain().sequence());
        assertTrue(Files.notExists(file));
    }

    @Test
    void theNewerOfWhatIsProvisionedAndWhatWasFollowedIsBelieved() throws Exception {
        open().follow(second.chain().links(1));
        assertEquals(3, open(third.chain()).chain().sequence());
        assertEquals(2, open(first.chain()).chain().sequence());
        IOException fork = assertThrows(IOException.class, () -> open(next(next(first)).chain()));
        assertTrue(fork.getMessage().contains("fork"), fork.getMessage());
    }

    @Test
    void aDamagedFileAndAnotherCoordinatorsAreSaidAndFollowedAnew() throws Exception {
        open().follow(second.chain().links(1));
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += 37) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(file, flipped);
            FollowedKeys keys = open();
            keys.follow(second.chain().links(Math.max(1, keys.chain().sequence())));
            assertEquals(second.root(), keys.chain().key(KeyPurpose.ROOT));
        }
        Files.write(file, new byte[0]);
        assertEquals(0, open().chain().sequence());
        Files.write(file, whole);
        told.clear();
        assertEquals(0, open(KeyChain.pinned(SigningKeys.generate(1).root())).chain().sequence());
        assertTrue(told.get(0).contains("does not follow from the pinned key"), told::toString);
    }
}
