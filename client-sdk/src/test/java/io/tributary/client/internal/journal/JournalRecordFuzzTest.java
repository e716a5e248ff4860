package io.tributary.client.internal.journal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.file.Path;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class JournalRecordFuzzTest {
    private static final PinnedKeys KEYS =
            new PinnedKeys(SigningKey.generate().publicKey(), SigningKey.generate().publicKey());

    @FuzzTest
    void noRecordIsTakenWhoseOfferThePinnedCoordinatorDidNotSign(byte[] json) {
        try {
            JournalRecord record = WireJson.readDocument(json, JournalRecord.class);
            assertThrows(RejectedException.class, () -> record.update(KEYS, Path.of(record.uploadId())));
        } catch (RejectedException refused) {
            assertFalse(refused.detail().isEmpty());
        }
    }
}
