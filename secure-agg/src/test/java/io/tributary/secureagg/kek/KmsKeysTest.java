package io.tributary.secureagg.kek;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.kek.KeyEncryption.Wrapped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KmsKeysTest {
    private static final byte[] SECRET = "the key of one round".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAME = "run.1".getBytes(StandardCharsets.US_ASCII);
    private static final String OLD = "fake-kms://old";
    private static final String NEW = "fake-kms://new";
    private static final Duration LONG = Duration.ofMinutes(5);

    private final FakeKms service = new FakeKms();
    private KmsKeys keys = KmsKeys.of(service, List.of(OLD), LONG);

    @AfterEach
    void close() {
        keys.close();
    }

    private KmsKeys reopened(Duration patience, String... uris) {
        keys.close();
        keys = KmsKeys.of(service, List.of(uris), patience);
        return keys;
    }

    @Test
    void aSecretIsWrappedByTheServiceAndUnwrappedForItsContextAlone() throws Exception {
        Wrapped wrapped = keys.wrap(SECRET, NAME);

        assertEquals(OLD, wrapped.key());
        assertArrayEquals(SECRET, keys.unwrap(wrapped, NAME));
        assertEquals(Reason.BAD_SEAL,
                assertThrows(RejectedException.class, () -> keys.unwrap(wrapped, SECRET)).reason());
    }

    @Test
    void nothingIsAskedBeforeAKeyIsUsedAndThenOnce() throws Exception {
        assertEquals(0, service.calls());
        Wrapped wrapped = keys.wrap(SECRET, NAME);
        int before = service.calls();

        keys.unwrap(wrapped, NAME);

        assertEquals(1, service.calls() - before);
    }

    @Test
    void afterARotationTheNewKeyWrapsAndTheOldOneUnwraps() throws Exception {
        Wrapped old = keys.wrap(SECRET, NAME);
        reopened(LONG, NEW, OLD);

        assertEquals(NEW, keys.wrap(SECRET, NAME).key());
        assertArrayEquals(SECRET, keys.unwrap(old, NAME));
    }

    @Test
    @DisplayName("I5: a key that what is stored names, and no config, is not asked to unwrap")
    void aKeyThatIsNotConfiguredIsNotUsed() throws Exception {
        Wrapped old = keys.wrap(SECRET, NAME);
        reopened(LONG, NEW);
        int before = service.calls();

        IOException failed = assertThrows(IOException.class, () -> keys.unwrap(old, NAME));

        assertTrue(failed.getMessage().contains(OLD), failed::getMessage);
        assertEquals(before, service.calls());
    }

    @Test
    void aServiceThatIsDownIsToldApartFromASecretThatWasAltered() throws Exception {
        Wrapped wrapped = keys.wrap(SECRET, NAME);
        byte[] altered = wrapped.bytes().clone();
        altered[altered.length - 1] ^= 1;
        assertThrows(RejectedException.class, () -> keys.unwrap(new Wrapped(OLD, altered), NAME));

        service.down(true);

        assertThrows(IOException.class, () -> keys.unwrap(wrapped, NAME));
        assertThrows(IOException.class, () -> keys.unwrap(new Wrapped(OLD, altered), NAME));
        assertThrows(IOException.class, () -> keys.wrap(SECRET, NAME));
        service.down(false);
        assertArrayEquals(SECRET, keys.unwrap(wrapped, NAME));
    }

    @Test
    void aServiceThatDoesNotAnswerIsGivenUp() throws Exception {
        Wrapped wrapped = keys.wrap(SECRET, NAME);
        CountDownLatch gate = service.shut();
        reopened(Duration.ofMillis(20), OLD);

        IOException late = assertThrows(IOException.class, () -> keys.unwrap(wrapped, NAME));
        assertTrue(late.getMessage().contains("did not answer within 20 ms"), late::getMessage);

        gate.countDown();
        assertArrayEquals(SECRET, reopened(LONG, OLD).unwrap(wrapped, NAME));
    }

    @Test
    void onlySoManyCallsWaitForAService() throws Exception {
        CountDownLatch stuck = new CountDownLatch(BoundedCalls.MOST);
        CountDownLatch gate = new CountDownLatch(1);
        ExecutorService callers = Executors.newCachedThreadPool();
        try (BoundedCalls calls = new BoundedCalls(LONG)) {
            List<Future<byte[]>> waiting = new ArrayList<>();
            for (int i = 0; i < BoundedCalls.MOST; i++) {
                waiting.add(callers.submit(() -> calls.call(OLD, () -> {
                    stuck.countDown();
                    gate.await();
                    return SECRET;
                })));
            }
            stuck.await();
            IOException full = assertThrows(IOException.class, () -> calls.call(OLD, () -> SECRET));
            assertTrue(full.getMessage().contains("has not answered 16 calls"), full::getMessage);
            gate.countDown();
            for (Future<byte[]> answered : waiting) {
                assertArrayEquals(SECRET, answered.get());
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void whatIsNoKeyOfTheServiceIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> KmsKeys.of(service, List.of(), LONG));
        assertThrows(IllegalArgumentException.class, () -> KmsKeys.of(service, List.of(OLD, "aws-kms://x"), LONG));
        assertThrows(IllegalArgumentException.class,
                () -> KmsKeys.of(service, List.of("fake-kms://" + "x".repeat(190)), LONG));
        assertThrows(IOException.class, () -> KmsKeys.find(List.of("nobodys-kms://x"), LONG));
        assertFalse(service.doesSupport("aws-kms://x"));
        assertEquals(List.of(), service.uris());
    }
}
