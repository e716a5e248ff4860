package io.tributary.coordinator.store.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedDocumentTest {
    private static SignedDocument document(byte[] payload) {
        byte[] signature = new byte[64];
        byte[] key = new byte[32];
        new Random(1).nextBytes(signature);
        new Random(2).nextBytes(key);
        return new SignedDocument(payload, signature, key);
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatWasPackedComesBackByteForByteWhateverItIs() {
        for (int length : new int[] {0, 1, 100, 1023, 1024, 70_000, WireJson.MAX_DOCUMENT}) {
            for (byte[] payload : new byte[][] {noise(length), new byte[length]}) {
                SignedDocument document = document(payload);
                assertEquals(document, PackedDocument.unpack(PackedDocument.pack(document)));
            }
        }
        SignedDocument bare = new SignedDocument(new byte[] {1}, new byte[0], new byte[0]);
        assertEquals(bare, PackedDocument.unpack(PackedDocument.pack(bare)));
    }

    @Test
    void itTakesLessThanTheBytesThatWereSignedWhereTheseAreText() {
        String hashes = "\"" + HexFormat.of().formatHex(noise(32 * 20)) + "\"";
        SignedDocument document = document(hashes.getBytes(StandardCharsets.UTF_8));
        assertTrue(PackedDocument.pack(document).length < hashes.length() * 3 / 4,
                PackedDocument.pack(document).length + " of " + hashes.length());
    }

    @Test
    void aDocumentThatWasCutOrExtendedIsNone() {
        byte[] packed = PackedDocument.pack(document("a signed document, a signed document".getBytes(
                StandardCharsets.UTF_8)));
        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThrows(IllegalArgumentException.class, () -> PackedDocument.unpack(cut), length + " bytes");
        }
        assertThrows(IllegalArgumentException.class,
                () -> PackedDocument.unpack(Arrays.copyOf(packed, packed.length + 1)));
    }

    @Test
    void whateverByteWasChangedSomethingIsShownAndNeverMoreThanADocumentMayHave() {
        byte[] packed = PackedDocument.pack(document("a signed document, a signed document".getBytes(
                StandardCharsets.UTF_8)));
        for (int at = 0; at < packed.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = packed.clone();
                changed[at] ^= (byte) (1 << bit);
                assertTrue(Columns.packedOrUnsigned(changed).payload().length <= WireJson.MAX_DOCUMENT);
            }
        }
    }

    @Test
    void whatIsNoneIsShownWithoutASignatureAndCut() {
        byte[] none = new byte[50_000];
        Arrays.fill(none, (byte) 'x');
        SignedDocument shown = Columns.packedOrUnsigned(none);
        assertArrayEquals(Arrays.copyOf(none, 1024), shown.payload());
        assertEquals(0, shown.signature().length);
    }

    @Test
    void whatCouldNotBeReadBackIsNotPacked() {
        byte[] large = new byte[WireJson.MAX_DOCUMENT + 1];
        assertThrows(IllegalArgumentException.class, () -> PackedDocument.pack(document(large)));
        assertThrows(IllegalArgumentException.class,
                () -> PackedDocument.pack(new SignedDocument(new byte[1], new byte[256], new byte[32])));
        assertThrows(IllegalArgumentException.class,
                () -> PackedDocument.pack(new SignedDocument(new byte[1], new byte[64], new byte[256])));
    }
}
