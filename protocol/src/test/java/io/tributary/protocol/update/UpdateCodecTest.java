package io.tributary.protocol.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.SeededCases;
import io.tributary.protocol.chunk.ByteChunkCodec;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.message.WireSamples;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.RandomSubset;
import io.tributary.protocol.plan.CodecSpec.TopK;
import io.tributary.protocol.plan.RunPlan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("seeded")
class UpdateCodecTest {
    private static final int CHUNK = 1 << 16;

    private static List<CodecSpec> families() {
        return Codecs.families();
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyLengthFollowsFromThePlan(CodecSpec spec) throws RejectedException {
        UpdateCodec codec = Codecs.of(spec, CHUNK + 777);
        float[] update = Codecs.update(new SplittableRandom(1), CHUNK + 777);
        assertEquals(2, codec.chunking().count());
        assertEquals(UpdateCodec.encodedLength(Codecs.spec(spec), CHUNK), codec.encode(0, update, 5).length);
        assertEquals(UpdateCodec.encodedLength(Codecs.spec(spec), 777), codec.encode(1, update, 5).length);
    }

    /** What comes back stands as far from what was sent as the codec's steps, and where nothing travelled is 0. */
    @ParameterizedTest
    @MethodSource("families")
    void aChunkComesBackWithinTheStepsOfItsCodec(CodecSpec spec) {
        SeededCases.check(3, random -> {
            int values = random.nextInt(1, 3000);
            UpdateCodec codec = Codecs.of(spec, CHUNK + values);
            float[] update = Codecs.update(random, CHUNK + values);
            for (int chunk = 0; chunk < 2; chunk++) {
                float[] sent = Arrays.copyOfRange(update, chunk * CHUNK, Math.min(update.length, (chunk + 1) * CHUNK));
                requireNear(spec, sent, throughBytes(codec, chunk, update, random.nextLong()));
            }
        });
    }

    private static void requireNear(CodecSpec spec, float[] sent, float[] back) {
        double step = spec.quantize() == null ? 0 : 1.0 / ((1 << (spec.quantize().bits() - 1)) - 1);
        double range = spec.quantize() == null || spec.quantize().range() == null ? 0 : spec.quantize().range();
        double largest = 0;
        double norm = 0;
        for (float value : sent) {
            largest = Math.max(largest, Math.abs(value));
            norm += (double) value * value;
        }
        int count = (int) Math.ceil((spec.sparsity() == null ? 1 : spec.sparsity().fraction()) * sent.length);
        double factor = spec.sparsity() instanceof RandomSubset ? (double) sent.length / count : 1;
        // rotated, each value is off by a step of a scale that is at most the norm, and so is their root of squares by root n of them
        double off = spec.rotate() ? step * Math.max(Math.sqrt(norm), range) * Math.sqrt(count)
                : step * Math.max(largest, range);
        int travelled = 0;
        for (int i = 0; i < sent.length; i++) {
            if (back[i] != 0 || spec.sparsity() == null) {
                assertEquals(sent[i] * factor, back[i], factor * off * 1.001 + 1e-6, "value " + i);
                travelled += back[i] != 0 ? 1 : 0;
            }
        }
        assertTrue(travelled <= count, travelled + " of " + count);
        if (sent.length == CHUNK && (spec.rotate() || spec.quantize() == null)) {
            assertTrue(travelled > count * 0.9, travelled + " of " + count);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void theSameSeedsGiveTheSameBytesAndTheDevicesSeedMattersWhereItRounds(CodecSpec spec) throws RejectedException {
        UpdateCodec codec = Codecs.of(spec, 5000);
        float[] update = Codecs.update(new SplittableRandom(2), 5000);
        assertArrayEquals(codec.encode(0, update, 5), Codecs.of(spec, 5000).encode(0, update, 5));
        assertEquals(spec.quantize() == null,
                Arrays.equals(codec.encode(0, update, 5), codec.encode(0, update, 6)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void thePlansCodecOfARoundIsThatOfItsSpecLayoutAndSeed(int round) throws RejectedException {
        RunPlan like = WireSamples.plan();
        RunPlan plan = like.toBuilder().rounds(10).seed(77)
                .update(Codecs.spec(Codecs.codec(new RandomSubset(0.5), false, null))).build();
        float[] update = Codecs.update(new SplittableRandom(4), plan.layout().updateChunking().length(0));
        assertArrayEquals(new UpdateCodec(plan.update(), plan.layout(), 77, round).encode(0, update, 5),
                UpdateCodec.of(plan, round).encode(0, update, 5));
    }

    @Test
    void roundsAndChunksHaveSubsetsAndRotationsOfTheirOwn() throws RejectedException {
        CodecSpec spec = Codecs.codec(new RandomSubset(0.5), false, null);
        float[] update = Codecs.update(new SplittableRandom(3), CHUNK * 2);
        System.arraycopy(update, 0, update, CHUNK, CHUNK);
        UpdateCodec third = Codecs.of(spec, CHUNK * 2);
        UpdateCodec fourth = new UpdateCodec(Codecs.spec(spec), Codecs.layout(CHUNK * 2), 1, 4);
        UpdateCodec otherRun = new UpdateCodec(Codecs.spec(spec), Codecs.layout(CHUNK * 2), 2, 3);
        byte[] first = third.encode(0, update, 5);
        for (byte[] other : List.of(third.encode(1, update, 5), fourth.encode(0, update, 5),
                otherRun.encode(0, update, 5))) {
            assertFalse(Arrays.equals(first, other));
        }
        UpdateCodec rounding = Codecs.of(Codecs.codec(null, false, Codecs.FOUR_BITS), CHUNK * 2);
        assertFalse(Arrays.equals(rounding.encode(0, update, 5), rounding.encode(1, update, 5)));
    }

    @Test
    void theLargestAreThoseOfTheChunk() throws RejectedException {
        float[] update = new float[CHUNK + 100];
        update[7] = 5;
        update[CHUNK + 42] = 3;
        float[] expected = new float[100];
        expected[42] = 3;
        assertArrayEquals(expected, throughBytes(Codecs.of(Codecs.codec(new TopK(0.01), false, null), update.length),
                1, update, 5));
    }

    @Test
    void asManyAreDecodedAsTravelButTheLargestInTheirPlaces() {
        assertEquals(250, Codecs.of(Codecs.codec(new RandomSubset(0.25), false, null), 1000).transported(0));
        assertEquals(1000, Codecs.of(Codecs.codec(new TopK(0.25), false, null), 1000).transported(0));
        assertEquals(1000, Codecs.of(Codecs.codec(null, true, Codecs.FOUR_BITS), 1000).transported(0));
    }

    /** Arrays that hold another chunk leave nothing of it. */
    @ParameterizedTest
    @MethodSource("families")
    void whatStoodInTheRoomIsGone(CodecSpec spec) throws RejectedException {
        UpdateCodec codec = Codecs.of(spec, 500);
        byte[] encoded = codec.encode(0, Codecs.update(new SplittableRandom(8), 500), 5);
        float[] transported = new float[500];
        float[] full = new float[500];
        Arrays.fill(transported, 7);
        Arrays.fill(full, 7);
        codec.verify(encoded, 0, transported, full);
        float[] fresh = new float[500];
        codec.verify(encoded, 0, new float[500], fresh);
        assertArrayEquals(fresh, full);
    }

    @Test
    void withoutErrorFeedbackASubsetIsUnbiasedAndWithItNothingIsMultiplied() throws RejectedException {
        CodecSpec alone = Codecs.codec(new RandomSubset(0.25), false, null);
        CodecSpec feedback = new CodecSpec(new RandomSubset(0.25), false, null, true);
        float[] update = {1, -2, 3, 0.5f, 4, -1, 2, 8};
        double[] sum = new double[update.length];
        int rounds = 20_000;
        for (int round = 1; round <= rounds; round++) {
            UpdateCodec codec = new UpdateCodec(Codecs.spec(alone), Codecs.layout(8), 1, round);
            float[] back = throughBytes(codec, 0, update, 1);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += back[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            assertEquals(update[i], sum[i] / rounds, 5 * Math.abs(update[i]) * Math.sqrt(3.0 / rounds));
        }
        int kept = 0;
        float[] back = throughBytes(Codecs.of(feedback, 8), 0, update, 1);
        for (int i = 0; i < back.length; i++) {
            assertTrue(back[i] == 0 || back[i] == update[i]);
            kept += back[i] == 0 ? 0 : 1;
        }
        assertEquals(2, kept);
    }

    /** Decoding after the sum: the shared map is linear, so one expansion of the mean is the mean of the expansions. */
    @ParameterizedTest
    @MethodSource("families")
    void theExpandedMeanIsTheMeanOfTheExpanded(CodecSpec spec) throws RejectedException {
        int length = 3001;
        UpdateCodec codec = Codecs.of(spec, length);
        float[] travelled = new float[codec.transported(0)];
        float[] expected = new float[length];
        SplittableRandom random = new SplittableRandom(4);
        for (int device = 0; device < 8; device++) {
            byte[] encoded = codec.encode(0, Codecs.update(random, length), device);
            float[] one = new float[travelled.length];
            float[] full = new float[length];
            codec.verify(encoded, 0, one, full);
            for (int i = 0; i < one.length; i++) {
                travelled[i] += one[i] / 8;
            }
            for (int i = 0; i < length; i++) {
                expected[i] += full[i] / 8;
            }
        }
        float[] mean = new float[length];
        codec.expand(0, travelled, mean);
        assertArrayEquals(expected, mean, 1e-5f);
        assertEquals(codec.isMapped(), spec.rotate() || spec.sparsity() instanceof RandomSubset);
    }

    @Test
    void withoutACodecAChunkIsItsFloats() throws RejectedException {
        UpdateCodec codec = Codecs.of(null, 100);
        float[] update = Codecs.update(new SplittableRandom(5), 100);
        assertArrayEquals(new ChunkCodec().encode(update, 0, 100), codec.encode(0, update, 5));
        assertEquals(100, codec.transported(0));
        assertFalse(codec.isMapped());
        assertArrayEquals(update, throughBytes(codec, 0, update, 5));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 64.1f, -1e38f})
    void whatIsNotFiniteOrBeyondTheBoundIsNotEncoded(float value) {
        float[] update = new float[100];
        update[42] = value;
        for (CodecSpec spec : families()) {
            RejectedException refusal =
                    assertThrows(RejectedException.class, () -> Codecs.of(spec, 100).encode(0, update, 5));
            assertEquals(Float.isFinite(value) ? Reason.OUT_OF_BOUND : Reason.NOT_FINITE, refusal.reason());
            assertTrue(refusal.detail().startsWith("chunk 0: value 42 is "), refusal.detail());
        }
    }

    @Test
    void everyChunkIsCheckedWhereItStands() {
        float[] update = new float[CHUNK + 9];
        update[CHUNK + 5] = Float.NaN;
        RejectedException refusal =
                assertThrows(RejectedException.class, () -> Codecs.of(null, update.length).encode(1, update, 5));
        assertEquals("chunk 1: value 65541 is NaN", refusal.detail());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e38f, 64.001f, -1, -0.0f})
    void aHostileScaleIsRefused(float scale) throws RejectedException {
        for (CodecSpec spec : families()) {
            if (spec.quantize() != null && spec.quantize().range() == null) {
                byte[] hostile = withScale(spec, scale);
                Reason reason = refusal(Codecs.of(spec, 100), hostile);
                assertEquals(!Float.isFinite(scale) ? Reason.NOT_FINITE
                        : scale > 0 ? Reason.OUT_OF_BOUND : Reason.MALFORMED_CHUNK, reason, spec.toString());
            }
        }
    }

    private static byte[] withScale(CodecSpec spec, float scale) throws RejectedException {
        byte[] payload = new Encoding(spec, 1, 3).encode(0, new float[100], 0, 100, 5);
        ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, scale);
        return new ByteChunkCodec().encode(payload);
    }

    /** 256 rotated values within the bound make one of 16 times the bound. */
    @Test
    void whatExpandsBeyondTheBoundIsRefusedThoughWhatTravelledIsWithinIt() {
        CodecSpec spec = Codecs.codec(null, true, new Quantizer(8, 60.0));
        float[] spike = new float[256];
        spike[7] = 16 * 60;
        Rotation.apply(spike, 256, SeededWords.seed("tributary/rotate", 1, 3, 0));
        byte[] payload = new byte[256];
        new Levels(8).write(spike, 0, 256, 60, 1, payload, 0);
        assertEquals(Reason.OUT_OF_BOUND, refusal(Codecs.of(spec, 256), new ByteChunkCodec().encode(payload)));
    }

    @Test
    void float32ValuesThatTravelAreCheckedLikeAnyOther() {
        CodecSpec spec = Codecs.codec(new TopK(1), false, null);
        Positions positions = new Positions(2, 2);
        byte[] payload = new byte[8 + positions.bytes()];
        positions.write(new int[] {0, 1}, payload, 8);
        ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).putFloat(4, Float.NaN);
        assertEquals(Reason.NOT_FINITE, refusal(Codecs.of(spec, 2), new ByteChunkCodec().encode(payload)));
    }

    /** Multiplied by 4 it is beyond the bound, and it stands behind as many values as travel. */
    @Test
    void aValueOfASubsetIsCheckedAsItExpands() {
        CodecSpec spec = Codecs.codec(new RandomSubset(0.25), false, null);
        byte[] payload = new byte[2 * Float.BYTES];
        ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).putFloat(4, 60);
        assertEquals(Reason.OUT_OF_BOUND, refusal(Codecs.of(spec, 8), new ByteChunkCodec().encode(payload)));
    }

    @Test
    void anotherCodecsChunkIsOfTheWrongLengthOrType() throws RejectedException {
        float[] update = Codecs.update(new SplittableRandom(6), 1000);
        byte[] floats = Codecs.of(null, 1000).encode(0, update, 5);
        byte[] bits = Codecs.of(Codecs.codec(null, false, Codecs.FOUR_BITS), 1000).encode(0, update, 5);
        assertEquals(Reason.WRONG_LENGTH, refusal(Codecs.of(null, 1000), bits));
        assertEquals(Reason.WRONG_LENGTH,
                refusal(Codecs.of(Codecs.codec(null, false, Codecs.FOUR_BITS), 1000), floats));
    }

    private static Reason refusal(UpdateCodec codec, byte[] encoded) {
        int length = codec.chunking().length(0);
        RejectedException refusal = assertThrows(RejectedException.class,
                () -> codec.verify(encoded, 0, new float[length], new float[length]));
        assertTrue(refusal.detail().startsWith("chunk 0: "), refusal.detail());
        return refusal.reason();
    }

    private static float[] throughBytes(UpdateCodec codec, int chunk, float[] update, long seed)
            throws RejectedException {
        float[] full = new float[codec.chunking().length(chunk)];
        codec.verify(codec.encode(chunk, update, seed), chunk, new float[codec.transported(chunk)], full);
        return full;
    }
}
