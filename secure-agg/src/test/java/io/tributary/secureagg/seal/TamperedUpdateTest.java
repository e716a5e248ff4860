package io.tributary.secureagg.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.Bits;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TamperedUpdateTest {
    private static final SealContext CONTEXT = Contexts.ofChunks(3);
    private static final byte[] PLAIN = {1, 2, 3, 4, 5};

    private final RoundKeyPair round = RoundKeyPair.generate();
    private final UpdateSealer sealer = new UpdateSealer(round.publicKey(), CONTEXT);

    /** Every context that differs from {@link #CONTEXT} in one field. */
    static Stream<SealContext> otherContexts() {
        String run = "01890a5d-ac96-774b-bcce-b302099a8058";
        String plan = "ab".repeat(31) + "ac";
        return Stream.of(new SealContext(run, 7, "device-1", Contexts.PLAN, 3, 3),
                new SealContext(Contexts.RUN, 8, "device-1", Contexts.PLAN, 3, 3),
                new SealContext(Contexts.RUN, 7, "device-2", Contexts.PLAN, 3, 3),
                new SealContext(Contexts.RUN, 7, "device-1", plan, 3, 3),
                new SealContext(Contexts.RUN, 7, "device-1", Contexts.PLAN, 4, 3),
                new SealContext(Contexts.RUN, 7, "device-1", Contexts.PLAN, 3, 2));
    }

    private UpdateOpener opener() throws RejectedException {
        return UpdateOpener.open(round, CONTEXT, sealer.header());
    }

    private Reason refusalOfHeader(SealContext context, byte[] header) {
        return assertThrows(RejectedException.class, () -> UpdateOpener.open(round, context, header)).reason();
    }

    private Reason refusalOfChunk(int chunk, byte[] sealed) throws RejectedException {
        UpdateOpener opener = opener();
        return assertThrows(RejectedException.class, () -> opener.open(chunk, sealed)).reason();
    }

    @Test
    void everyFlippedBitOfTheHeaderIsRefused() {
        byte[] header = sealer.header();
        for (int bit = 0; bit < header.length * 8; bit++) {
            assertEquals(Reason.BAD_SEAL, refusalOfHeader(CONTEXT, Bits.flipped(header, bit)), "bit " + bit);
        }
    }

    @Test
    void everyFlippedBitOfAChunkIsRefused() throws Exception {
        byte[] sealed = sealer.seal(1, PLAIN);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            assertEquals(Reason.BAD_SEAL, refusalOfChunk(1, Bits.flipped(sealed, bit)), "bit " + bit);
        }
    }

    @Test
    void aHeaderOfAnyOtherLengthIsRefused() {
        for (int length = 0; length < 200; length++) {
            if (length != sealer.header().length) {
                assertEquals(Reason.WRONG_LENGTH, refusalOfHeader(CONTEXT, Arrays.copyOf(sealer.header(), length)),
                        "length " + length);
            }
        }
    }

    @Test
    void aChunkCutShortOrExtendedIsRefused() throws Exception {
        byte[] sealed = sealer.seal(0, PLAIN);
        for (int length = 0; length < sealed.length + 20; length++) {
            if (length != sealed.length) {
                assertEquals(length < 28 ? Reason.WRONG_LENGTH : Reason.BAD_SEAL,
                        refusalOfChunk(0, Arrays.copyOf(sealed, length)), "length " + length);
            }
        }
    }

    @Test
    void aChunkInAnotherOnesPlaceIsRefused() throws Exception {
        assertEquals(Reason.BAD_SEAL, refusalOfChunk(0, sealer.seal(1, PLAIN)));
        assertEquals(Reason.BAD_SEAL, refusalOfChunk(1, sealer.seal(0, PLAIN)));
    }

    @Test
    void aChunkOfAnotherUploadOfTheSameUpdateIsRefused() throws Exception {
        UpdateSealer again = new UpdateSealer(round.publicKey(), CONTEXT);
        assertEquals(Reason.BAD_SEAL, refusalOfChunk(0, again.seal(0, PLAIN)));
    }

    @Test
    void halvesOfTwoChunksSplicedTogetherAreRefused() throws Exception {
        byte[] one = sealer.seal(0, PLAIN);
        byte[] other = sealer.seal(0, PLAIN);
        int last = one.length - 1;
        while (other[0] == one[0] || other[last] == one[last]) { // or a splice at an end is one of the two
            other = sealer.seal(0, PLAIN);
        }
        for (int cut = 1; cut < one.length; cut++) {
            byte[] spliced = one.clone();
            System.arraycopy(other, cut, spliced, cut, one.length - cut);
            assertEquals(Reason.BAD_SEAL, refusalOfChunk(0, spliced), "cut at " + cut);
        }
    }

    @Test
    void theKeyOfOneHeaderUnderTheNameOfAnotherIsRefused() {
        byte[] one = sealer.header();
        byte[] other = new UpdateSealer(round.publicKey(), CONTEXT).header();
        for (int cut : new int[] {41, 73}) {
            byte[] spliced = one.clone();
            System.arraycopy(other, cut, spliced, cut, one.length - cut);
            assertEquals(Reason.BAD_SEAL, refusalOfHeader(CONTEXT, spliced), "cut at " + cut);
        }
    }

    @ParameterizedTest
    @MethodSource("otherContexts")
    void aHeaderOpensInNoOtherContext(SealContext other) {
        assertEquals(Reason.BAD_SEAL, refusalOfHeader(other, sealer.header()));
    }

    @ParameterizedTest
    @MethodSource("otherContexts")
    void aHeaderMadeToFitAnotherContextIsRefused(SealContext other) {
        byte[] header = sealer.header();
        header[8] = (byte) other.chunkCount();
        assertEquals(Reason.BAD_SEAL, refusalOfHeader(other, header));
    }

    @Test
    void anotherRoundsKeyOpensNothing() {
        RoundKeyPair next = RoundKeyPair.generate();
        assertEquals(Reason.BAD_SEAL, assertThrows(RejectedException.class,
                () -> UpdateOpener.open(next, CONTEXT, sealer.header())).reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aHeaderThatAnnouncesAnotherNumberOfChunksIsRefused(int count) {
        byte[] wrappedKey = new byte[SealedHeader.WRAPPED_BYTES];
        RejectedException refused = assertThrows(RejectedException.class,
                () -> UpdateOpener.open(round, CONTEXT, new SealedHeader(count, wrappedKey).encode()));
        assertEquals(Reason.BAD_SEAL, refused.reason());
        assertEquals("the header announces " + count + " chunks where the layout has 3", refused.detail());
    }
}
