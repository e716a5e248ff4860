package io.tributary.secureagg.seal;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the JVM compile what each byte of an update goes through, before the first update does. HotSpot counts calls: AES-GCM is called
 * once for a chunk of 256 KiB, and so stays interpreted for some hundred chunks, which then take 4 ms each in place of 0.05. Twelve
 * thousand small pieces take about 0.3 s and are enough. They are sealed with a key of their own, opened, and forgotten, on a daemon
 * thread of the lowest priority: no result depends on it. Safe for use by many threads.
 */
public final class WarmUp {
    /**
     * It pays in a JVM that seals or opens more values than this, about 76 full chunks: interpreted, they take the 0.3 s that a
     * warm-up takes.
     */
    public static final long LEAST_VALUES = 5_000_000;

    private static final int PIECES = 12_000;
    /** Shorter ones do not reach the loops that a chunk spends its time in; longer ones are too few in the same time. */
    private static final int PIECE_BYTES = 1_024;
    /** One piece of so many also goes through the codec. */
    private static final int CODEC_EVERY = 16;
    private static final int CODEC_VALUES = 64;
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private WarmUp() {}

    /**
     * Begins in the background, at most once in the life of this JVM, and returns at once.
     *
     * @param values of an update
     * @param updates how many of them this JVM is about to seal or open
     * @return whether it began now; never with fewer than {@link #LEAST_VALUES} in all
     */
    @SuppressWarnings("ThreadPriorityCheck") // no more than a wish: Linux takes it only from a JVM that was told so
    public static boolean begin(int values, long updates) {
        if ((double) values * updates < LEAST_VALUES || !BEGUN.compareAndSet(false, true)) {
            return false;
        }
        Thread thread = new Thread(WarmUp::quietly, "tributary-warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
        return true;
    }

    /** Where something is missing, the first update fails with its own words. */
    private static void quietly() {
        try {
            play(PIECES);
        } catch (RejectedException | MalformedChunkException | RuntimeException | LinkageError missing) {
            return; // whoever needs it says so
        }
    }

    /** Seals, opens and hashes so many pieces. */
    static void play(int pieces) throws RejectedException, MalformedChunkException {
        byte[] piece = new byte[PIECE_BYTES];
        SealContext context =
                new SealContext("00000000-0000-7000-8000-000000000000", 1, "warm-up", Sha256.ZERO.hex(), 0, 1);
        RoundKeyPair round = RoundKeyPair.generate();
        UpdateSealer sealer = new UpdateSealer(round.publicKey(), context);
        UpdateOpener opener = UpdateOpener.open(round, context, sealer.header());
        ChunkCodec codec = new ChunkCodec();
        float[] values = new float[CODEC_VALUES];
        for (int i = 0; i < pieces; i++) {
            Sha256.of(opener.open(0, sealer.seal(0, piece)));
            if (i % CODEC_EVERY == 0) {
                codec.decode(codec.encode(values, 0, CODEC_VALUES), values, 0, CODEC_VALUES);
            }
        }
    }
}
