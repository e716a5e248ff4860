package io.tributary.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    /** The example of C2SP tlog-cosignature. */
    private static final String EXAMPLE =
            """
                    example.com/behind-the-sofa
                    20852163
                    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

                    \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
                    \u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
                    """;

    private static SignedNote parse(String note) throws RejectedException {
        return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theExampleOfOthersReadsAndIsWrittenAsItWas() throws RejectedException {
        SignedNote note = parse(EXAMPLE);
        assertEquals(List.of("example.com/behind-the-sofa", "witness.example.com/w1"),
                note.signatures().stream().map(NoteSignature::name).toList());
        assertEquals(0x033de0ae, note.signatures().get(0).keyId());
        assertEquals(64, note.signatures().get(0).signature().length);
        assertEquals(8 + 64, note.signatures().get(1).signature().length);
        assertArrayEquals(EXAMPLE.getBytes(StandardCharsets.UTF_8), note.bytes());
        Checkpoint head = Checkpoint.of(note);
        assertEquals(20_852_163, head.size());
        assertEquals("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62", head.root().hex());
        assertEquals(note.text(), head.text());
    }

    @Test
    void aTextMayHaveEmptyLinesSinceTheLastOneParts() throws RejectedException {
        assertEquals("a\n\nb\n", parse("a\n\nb\n\n\u2014 k AAAAAQI=\n").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "text\n", "text\n\n", "text\n\n\u2014 name AAAAAQI=",
        "text\n\n\u2014 name AAAAAA==\n", "text\n\nname AAAAAQI=\n",
        "text\n\n\u2014 name\n", "text\n\n\u2014 na+me AAAAAQI=\n", "text\n\n\u2014  AAAAAQI=\n",
        "text\n\n\u2014 name A\u00c4AAAQI=\n", "te\txt\n\n\u2014 name AAAAAQI=\n",
        "text\n\n\u2014 name AAAAAQI=\n\n", "text\n\n\u2014 na\u00a0me AAAAAQI=\n"})
    void whatIsNoNoteIsRefused(String text) {
        RejectedException refused = assertThrows(RejectedException.class, () -> parse(text));
        assertEquals(Reason.MALFORMED, refused.reason());
        assertTrue(refused.detail().startsWith("no signed note: "), refused.detail());
    }

    @Test
    void bytesThatAreNoTextAndNotesThatAreTooLongAreRefused() {
        byte[] broken = EXAMPLE.getBytes(StandardCharsets.UTF_8);
        broken[3] = (byte) 0xff;
        assertThrows(RejectedException.class, () -> SignedNote.parse(broken));
        assertThrows(RejectedException.class, () -> SignedNote.parse(new byte[SignedNote.MOST_BYTES + 1]));
        String many = String.join("", Collections.nCopies(SignedNote.MOST_SIGNATURES + 1, "\u2014 k AAAAAQI=\n"));
        assertThrows(RejectedException.class, () -> parse("text\n\n" + many));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n1\n", "a\n01\nX\n", "a\n-1\nX\n", "a\n1\nX=\n", "a b\n1\nX\n", "a\n0\nX\n",
        "a\n1234567890123456789\nX\n", "a\n1\nX\n\nmore\n"})
    void whatIsNoCheckpointIsRefused(String text) {
        String root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
        SignedNote note = new SignedNote(text.replace("X", root), List.of(new NoteSignature("k", 1, new byte[1])));
        RejectedException refused = assertThrows(RejectedException.class, () -> Checkpoint.of(note));
        assertTrue(refused.detail().startsWith("no checkpoint: "), refused.detail());
    }

    @Test
    void aRootAndASignatureHaveOneFormAlone() {
        String twice = EXAMPLE.replace("PA3j2jxq2I=", "PA3j2jxq2J=");
        assertThrows(RejectedException.class, () -> Checkpoint.of(parse(twice)));
        assertThrows(RejectedException.class, () -> parse(EXAMPLE.replace("xeMcTOAYQ8=", "xeMcTOAYQ9=")));
        assertThrows(RejectedException.class, () -> parse(EXAMPLE.replace("xeMcTOAYQ8=", "xeMcTOAYQ8")));
    }

    @Test
    void extensionLinesAreNotLookedAt() throws RejectedException {
        SignedNote note = new SignedNote(new Checkpoint("a", 1, Sha256.ZERO).text() + "more\n",
                List.of(new NoteSignature("k", 1, new byte[1])));
        assertEquals(new Checkpoint("a", 1, Sha256.ZERO), Checkpoint.of(note));
    }

    @Test
    void anEntryOfTheLogIsTheSameBytesForEver() {
        LogEntry entry = new LogEntry("digits", 3, "ab".repeat(32));
        assertEquals("tributary/v1/log-entry\nversion\ndigits\n3\n" + "ab".repeat(32) + "\n",
                new String(entry.data(), StandardCharsets.UTF_8));
        assertEquals(MerkleProofs.leaf(entry.data()), entry.leaf());
    }
}
