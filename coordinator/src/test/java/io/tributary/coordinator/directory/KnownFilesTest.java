package io.tributary.coordinator.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.audit.StoredEntries;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.message.AuditEntry;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes between two starts is said, once; what stays is not. */
class KnownFilesTest {
    private static final String TOKEN = "a token of at least thirty-two characters";
    private final MemoryStores stores = new MemoryStores(InstantSource.system());
    private final KnownFiles known = new KnownFiles(stores.known(),
            new AuditLog(stores.audit(), SigningKeys.single(SigningKey.generate()), InstantSource.system()));
    @TempDir
    private Path folder;

    private List<String> said() throws Exception {
        List<String> subjects = new ArrayList<>();
        for (SignedDocument entry : (Iterable<SignedDocument>) () -> new StoredEntries(stores.audit())) {
            subjects.add(WireJson.readDocument(entry.payload(), AuditEntry.class).subject());
        }
        return subjects;
    }

    @Test
    void anotherTokenIsSaidAndNeverWrittenDown() throws Exception {
        known.token(TOKEN, true);
        known.token(TOKEN, false);
        known.token(TOKEN + "2", false);
        known.token(TOKEN + "2", false);
        known.token(TOKEN + "3", true);
        assertEquals(List.of("admin.token was made", "admin.token was replaced: another token is in force",
                "admin.token was made anew: the file was gone"), said());
        assertFalse(stores.known().find("admin.token").orElseThrow().contains("token"));
    }

    @Test
    void whoseKeysPlansAreBelievedOfIsSaidByKey() throws Exception {
        VerifyingKey ann = SigningKey.generate().publicKey();
        VerifyingKey bob = SigningKey.generate().publicKey();
        known.owners(List.of(ann));
        known.owners(List.of(ann));
        assertEquals(List.of(), said());
        known.owners(List.of(bob, ann));
        known.owners(List.of(ann, bob));
        known.owners(List.of(bob));
        assertEquals(List.of("owners added " + bob, "owners have another order: " + ann + " " + bob,
                "owners removed " + ann), said());
    }

    private void written(String content) throws IOException {
        known.file(folder.resolve("trust.json"), () -> Files.writeString(folder.resolve("trust.json"), content));
    }

    @Test
    void aFileThatDevicesAreGivenIsWrittenAgainAndItIsSaidIfItWasAnother() throws Exception {
        written("right");
        written("right");
        written("of another owner");
        assertEquals(List.of(), said());
        Files.writeString(folder.resolve("trust.json"), "altered");
        written("right");
        Files.delete(folder.resolve("trust.json"));
        written("right");
        Files.write(folder.resolve("trust.json"), new byte[2 << 20]);
        written("right");
        assertEquals(List.of("trust.json was not as this coordinator wrote it, and is written again",
                "trust.json was gone, and is written again",
                "trust.json was not as this coordinator wrote it, and is written again"), said());
        assertEquals("right", Files.readString(folder.resolve("trust.json")));
    }
}
