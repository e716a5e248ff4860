package io.tributary.secureagg.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SealedUpdateTest {
    private static final SealContext CONTEXT = Contexts.ofChunks(3);

    private final RoundKeyPair round = RoundKeyPair.generate();
    private final UpdateSealer sealer = new UpdateSealer(round.publicKey(), CONTEXT);

    private static byte[] plain(int chunk) {
        return ("values of chunk " + chunk).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyChunkOpensAloneAndInAnyOrder() throws Exception {
        List<byte[]> sealed = List.of(sealer.seal(0, plain(0)), sealer.seal(1, plain(1)), sealer.seal(2, plain(2)));
        for (int chunk : new int[] {2, 0, 1, 1}) {
            UpdateOpener fresh = UpdateOpener.open(round, CONTEXT, sealer.header());
            assertArrayEquals(plain(chunk), fresh.open(chunk, sealed.get(chunk)));
        }
    }

    @Test
    void chunksMaySealInAnyOrder() throws Exception {
        byte[] last = sealer.seal(2, plain(2));
        byte[] first = sealer.seal(0, plain(0));
        UpdateOpener opener = UpdateOpener.open(round, CONTEXT, sealer.header());
        assertArrayEquals(plain(0), opener.open(0, first));
        assertArrayEquals(plain(2), opener.open(2, last));
    }

    @Test
    void theRoundKeyOpensAfterItWasStoredAndReadBack() throws Exception {
        RoundKeyPair stored = RoundKeyPair.decodeSecret(round.encodeSecret());
        assertArrayEquals(plain(1),
                UpdateOpener.open(stored, CONTEXT, sealer.header()).open(1, sealer.seal(1, plain(1))));
    }

    @Test
    void anEmptyChunkOpensToNothing() throws Exception {
        byte[] sealed = sealer.seal(0, new byte[0]);
        assertArrayEquals(new byte[0], UpdateOpener.open(round, CONTEXT, sealer.header()).open(0, sealed));
    }

    @Test
    void twoSealsOfTheSameUpdateShareNothing() {
        UpdateSealer again = new UpdateSealer(round.publicKey(), CONTEXT);
        assertFalse(Arrays.equals(sealer.header(), again.header()));
        assertFalse(Arrays.equals(sealer.seal(0, plain(0)), again.seal(0, plain(0))));
        assertFalse(Arrays.equals(sealer.seal(0, plain(0)), sealer.seal(0, plain(0))));
    }

    @Test
    void theHeaderHandedOutIsACopy() {
        sealer.header()[0] ^= 1;
        assertArrayEquals("TRS1".getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(sealer.header(), 4));
    }

    @Test
    void aChunkTheContextDoesNotHaveIsAMistakeOfTheCaller() throws Exception {
        UpdateOpener opener = UpdateOpener.open(round, CONTEXT, sealer.header());
        assertThrows(IndexOutOfBoundsException.class, () -> sealer.seal(3, plain(3)));
        assertThrows(IndexOutOfBoundsException.class, () -> sealer.seal(-1, plain(3)));
        assertThrows(IndexOutOfBoundsException.class, () -> opener.open(3, sealer.seal(2, plain(2))));
    }

    @Test
    void oneOpenerServesManyThreads() throws Exception {
        UpdateOpener opener = UpdateOpener.open(round, CONTEXT, sealer.header());
        List<byte[]> sealed = List.of(sealer.seal(0, plain(0)), sealer.seal(1, plain(1)), sealer.seal(2, plain(2)));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> reader = () -> {
                for (int i = 0; i < 2_000; i++) {
                    assertArrayEquals(plain(i % 3), opener.open(i % 3, sealed.get(i % 3)));
                }
                return null;
            };
            for (Future<Void> read : threads.invokeAll(List.of(reader, reader, reader, reader))) {
                read.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
