package io.tributary.protocol.transparency;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.protocol.RejectedException;
import org.junit.jupiter.api.Assertions;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class NoteFuzzTest {
    @FuzzTest
    void anyNoteIsRefusedOrReadsBackAsItself(byte[] bytes) {
        try {
            SignedNote note = SignedNote.parse(bytes);
            Assertions.assertEquals(note, SignedNote.parse(note.bytes()));
            Checkpoint head = Checkpoint.of(note);
            Assertions.assertTrue(note.text().startsWith(head.text()));
        } catch (RejectedException refused) {
            Assertions.assertFalse(refused.detail().isEmpty());
        }
    }
}
