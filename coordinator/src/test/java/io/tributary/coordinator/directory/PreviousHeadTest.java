package io.tributary.coordinator.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.PreviousBuild;
import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.LastWritten.Place;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The head that a member of the previous build left in the bucket. */
public class PreviousHeadTest {
    private static final SigningKeys KEYS = SigningKeys.single(TestReports.key("coordinator"));

    private static DirectoryHead head() {
        LastWritten last = new LastWritten(42, "0123456789abcdef0123456789abcdef", new Place(3, Sha256.ZERO.hex()),
                new Place(2, Sha256.ZERO.hex()));
        return DirectoryHead.first("previous", "m1", 1_772_366_400_000L).after(last, 1_772_366_460_000L);
    }

    private static String signed(String payload) {
        return new String(WireJson.write(
                KEYS.sign(SignatureContext.DIRECTORY_HEAD, payload.getBytes(StandardCharsets.UTF_8))),
                StandardCharsets.UTF_8);
    }

    private static String payload(DirectoryHead head) {
        return new String(WireJson.write(head), StandardCharsets.UTF_8);
    }

    /** What this build writes. */
    public static Map<String, String> written() {
        return Map.of("head", signed(payload(head())));
    }

    private static List<DirectoryHead> read(String object) {
        ObjectStore objects = new MemoryStores(InstantSource.system()).objects();
        try (ObjectWriter writer = objects.write("heads/m1")) {
            writer.append(ByteBuffer.wrap(object.getBytes(StandardCharsets.UTF_8)));
            writer.commit();
        }
        return new MemberHeads("m2", KEYS, InstantSource.system()).read(objects);
    }

    @Test
    void isReadAndWrittenToTheSameBytes() {
        String old = PreviousBuild.value("messages.txt", "head");
        assertEquals(List.of(head()), read(old));
        assertEquals(old, written().get("head"), "that build refuses a document with a field more");
    }

    @Test
    void ofABuildAfterThisOneIsRefusedAsThat() throws Exception {
        SignedDocument old = WireJson.readDocument(
                PreviousBuild.value("messages.txt", "head").getBytes(StandardCharsets.UTF_8), SignedDocument.class);
        String next = new String(old.payload(), StandardCharsets.UTF_8).replace("\"v\":1", "\"v\":2");
        StoreException refused = assertThrows(StoreException.class, () -> read(signed(next)));
        assertTrue(String.valueOf(refused.getMessage()).contains("a member of a newer program"), refused::toString);
    }
}
