package io.tributary.loadtest.codec;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.RandomSubset;
import io.tributary.protocol.plan.CodecSpec.TopK;
import io.tributary.protocol.plan.UpdateSpec.Download;
import io.tributary.protocol.update.StepCodec;
import io.tributary.protocol.update.UpdateCodec;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One full chunk of 2^16 values, encoded and decoded on one core, Arrow stream and checks included, beside a plain copy and the
 * float32 chunk. {@code loadtest/bench codec [REGULAR EXPRESSION]} prints microseconds a chunk and GB/s of float32, the median of the
 * iterations: the mean would follow one that a pause fell into. The heap is small and touched beforehand, or pages would be counted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 1,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"})
public class CodecBenchmark {
    private static final int VALUES = Chunking.CHUNK_VALUES;
    private static final double MICROS_AND_GIGA = 1e3;
    private static final double MEDIAN = 50;
    private final float[] update = values();
    private final float[] room = new float[VALUES];
    private final float[] last = new float[VALUES];
    private final ChunkCodec plain = new ChunkCodec();
    private final byte[] plainChunk = plain.encode(update, 0, VALUES);
    private final Case fourBits = new Case(new CodecSpec(null, false, new Quantizer(4, null), false));
    private final Case eightBits = new Case(new CodecSpec(null, false, new Quantizer(8, null), false));
    private final Case rotated = new Case(new CodecSpec(null, true, new Quantizer(4, null), false));
    private final Case subset = new Case(new CodecSpec(new RandomSubset(0.1), false, null, false));
    private final Case largest = new Case(new CodecSpec(new TopK(0.04), false, null, false));
    private final Case small = new Case(new CodecSpec(new TopK(0.04), false, new Quantizer(4, null), true));
    private final Step half = new Step(Download.BF16);
    private final Step eighth = new Step(Download.INT8);

    private static float[] values() {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = (float) random.nextGaussian() * 0.01f;
        }
        return values;
    }

    /** A codec with a chunk that it encoded. */
    private final class Case {
        private final UpdateCodec codec;
        private final byte[] chunk;

        Case(CodecSpec spec) {
            codec = new UpdateCodec(Chunks.spec(spec), Chunks.LAYOUT, 1, 1);
            chunk = encode();
        }

        byte[] encode() {
            try {
                return codec.encode(0, update, 5);
            } catch (RejectedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        float[] decode() throws RejectedException {
            codec.decode(chunk, 0, room);
            return room;
        }

        float[] expand() {
            codec.expand(0, update, room);
            return room;
        }
    }

    /** A codec of steps with a step that it encoded. */
    private final class Step {
        private final StepCodec codec;
        private final byte[] step;

        Step(Download format) {
            codec = new StepCodec(format);
            step = round();
        }

        byte[] round() {
            System.arraycopy(update, 0, room, 0, VALUES);
            return codec.round(last, room, VALUES);
        }

        float[] apply() throws MalformedChunkException {
            codec.apply(step, last, room, VALUES);
            return room;
        }
    }

    /** The limit of everything: reading and writing each value once. */
    @Benchmark
    public float[] copy() {
        System.arraycopy(update, 0, room, 0, VALUES);
        return room;
    }

    /** The chunk without a codec. */
    @Benchmark
    public byte[] float32Encode() {
        return plain.encode(update, 0, VALUES);
    }

    /** The chunk without a codec. */
    @Benchmark
    public float[] float32Decode() throws MalformedChunkException {
        plain.decode(plainChunk, room, 0, VALUES);
        return room;
    }

    /** Quantize and pack. */
    @Benchmark
    public byte[] quantize4Encode() {
        return fourBits.encode();
    }

    /** Unpack and scale. */
    @Benchmark
    public float[] quantize4Decode() throws RejectedException {
        return fourBits.decode();
    }

    /** Quantize and pack. */
    @Benchmark
    public byte[] quantize8Encode() {
        return eightBits.encode();
    }

    /** Unpack and scale. */
    @Benchmark
    public float[] quantize8Decode() throws RejectedException {
        return eightBits.decode();
    }

    /** A copy and the rotation back. */
    @Benchmark
    public float[] rotate() {
        return rotated.expand();
    }

    /** Rotate, quantize and pack. */
    @Benchmark
    public byte[] rotateQuantize4Encode() {
        return rotated.encode();
    }

    /** Draw the subset and gather it. */
    @Benchmark
    public byte[] subsetEncode() {
        return subset.encode();
    }

    /** Draw the subset and put it in place. */
    @Benchmark
    public float[] subsetExpand() {
        return subset.expand();
    }

    /** Find the largest of 4% and write them with their positions. */
    @Benchmark
    public byte[] topKEncode() {
        return largest.encode();
    }

    /** Find the largest of 4%, quantize them to 4 bits. */
    @Benchmark
    public byte[] topKQuantize4Encode() {
        return small.encode();
    }

    /** Read positions and codes, and put values in place. */
    @Benchmark
    public float[] topKQuantize4Decode() throws RejectedException {
        return small.decode();
    }

    /** Round a step and make the next chunk. */
    @Benchmark
    public byte[] bf16Round() {
        return half.round();
    }

    /** Make the next chunk of the last. */
    @Benchmark
    public float[] bf16Apply() throws MalformedChunkException {
        return half.apply();
    }

    /** Round a step and make the next chunk. */
    @Benchmark
    public byte[] int8Round() {
        return eighth.round();
    }

    /** Make the next chunk of the last. */
    @Benchmark
    public float[] int8Apply() throws MalformedChunkException {
        return eighth.apply();
    }

    /** Runs those whose names match, or all. */
    public static void main(String[] args) throws RunnerException {
        String which = CodecBenchmark.class.getSimpleName() + "\\." + (args.length > 0 ? args[0] : ".*");
        for (RunResult result : new Runner(new OptionsBuilder().include(which).build()).run()) {
            double micros = result.getPrimaryResult().getStatistics().getPercentile(MEDIAN);
            System.out.println(String.format(Locale.ROOT, "%-24s %8.1f us a chunk  %6.2f GB/s",
                    result.getPrimaryResult().getLabel(), micros, VALUES * Float.BYTES / micros / MICROS_AND_GIGA));
        }
    }
}
