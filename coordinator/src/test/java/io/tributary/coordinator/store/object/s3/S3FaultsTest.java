package io.tributary.coordinator.store.object.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.memory.MemoryStores;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that is overloaded, fails after it did what it was asked, says nothing, or lies. */
class S3FaultsTest {
    private static final int PART = S3Multipart.LEAST;
    private static final Duration BOUND = Duration.ofSeconds(15);

    @TempDir
    private Path directory;
    private final PartStore rows = new MemoryStores(InstantSource.system()).parts();
    private final String bucket = S3Server.bucket();
    private FaultyService service;
    private S3ObjectStore objects;

    @BeforeEach
    void open() throws IOException {
        service = new FaultyService(S3Server.endpoint());
        objects = store(service.endpoint());
    }

    private S3ObjectStore store(URI endpoint) {
        return new S3ObjectStore(S3Server.settings(endpoint, bucket), rows, directory, InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        objects.close();
        service.close();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private void put(String name, byte[] bytes) {
        try (ObjectWriter writer = objects.write(name)) {
            writer.append(ByteBuffer.wrap(bytes));
            writer.commit();
        }
    }

    private byte[] get(String name) {
        try (ObjectReader reader = objects.read(name)) {
            ByteBuffer all = ByteBuffer.allocate((int) reader.size());
            reader.read(0, all);
            return all.array();
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void anOverloadedServiceIsAskedAgain() {
        service.next("^PUT", 2, FaultyService.error(503, "SlowDown"));
        put("a", random(100));
        service.next("^HEAD", 1, FaultyService.error(503, "SlowDown"));
        service.next("^GET", 2, FaultyService.error(503, "SlowDown"));
        assertArrayEquals(random(100), get("a"));
        service.next("^(GET|DELETE|POST)", 3, FaultyService.error(503, "SlowDown"));
        objects.deleteAll("b");
        objects.delete("a");
        assertFalse(objects.exists("a"));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void oneThatStaysOverloadedFailsInABoundedTimeAndInWords() {
        put("a", random(100));
        service.next(".", Integer.MAX_VALUE, FaultyService.error(503, "SlowDown"));

        for (Runnable call : List.<Runnable>of(() -> put("b", random(10)), () -> objects.find("a"),
                () -> objects.list("x"), () -> objects.delete("a"),
                () -> objects.writeIfAbsent("c", ByteBuffer.allocate(1)))) {
            StoreException failed = assertTimeoutPreemptively(BOUND,
                    () -> assertThrows(StoreException.class, call::run));
            assertTrue(failed.getMessage().contains("SlowDown"), failed.getMessage());
            assertFalse(failed.toString().contains(S3Server.SECRET));
        }
        service.heal();
        assertArrayEquals(random(100), get("a"));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aServiceThatSaysNothingFailsInABoundedTime() {
        put("a", random(100));
        service.next(".", Integer.MAX_VALUE, FaultyService.silence());

        assertTimeoutPreemptively(BOUND, () -> assertThrows(StoreException.class, () -> put("b", random(10))));
        assertTimeoutPreemptively(BOUND, () -> assertThrows(StoreException.class, () -> objects.exists("a")));
        service.heal();
        service.next(".", 1, FaultyService.silence());
        assertTrue(objects.exists("a"));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void whatWasDoneThoughItsAnswerWasAnErrorIsDoneOnce() {
        service.next("^PUT", 1, FaultyService.errorAfter(500, "InternalError"));
        put("small", random(100));
        assertArrayEquals(random(100), get("small"));

        service.next("^PUT", 1, FaultyService.errorAfter(500, "InternalError"));
        assertTrue(objects.writeIfAbsent("key", ByteBuffer.wrap(random(10))));
        assertFalse(objects.writeIfAbsent("key", ByteBuffer.wrap(random(11))));
        assertArrayEquals(random(10), get("key"));

        service.next("^DELETE", 1, FaultyService.errorAfter(500, "InternalError"));
        objects.delete("key");
        assertFalse(objects.exists("key"));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(strings = {"^POST .*uploads", "^POST .*uploadId", "^PUT .*uploadId", "^PUT .*/parts/", "^HEAD"})
    void anObjectOfPartsIsCommittedThoughTheAnswerToAStepIsLost(String step) {
        byte[] all = random(2 * PART + 10);
        service.next(step, 1, FaultyService.errorAfter(500, "InternalError"));
        put("models/1", all);
        assertArrayEquals(all, get("models/1"));

        service.heal();
        service.next(step, 1, FaultyService.errorAfter(500, "InternalError"));
        try (PartialObject partial = objects.partial("updates/ann")) {
            partial.append(ByteBuffer.wrap(all, 0, PART));
            partial.append(ByteBuffer.wrap(all, PART, PART + 10));
            partial.commit();
        }
        assertArrayEquals(all, get("updates/ann"));
        assertEquals(List.of(), objects.partials());
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aBodyThatIsCutIsAskedForAgain() {
        put("a", random(100_000));
        service.next("^GET", 2, FaultyService.altered(answer -> Arrays.copyOf(answer, answer.length - 50_000)));
        assertArrayEquals(random(100_000), get("a"));

        service.next("^GET", Integer.MAX_VALUE,
                FaultyService.altered(answer -> Arrays.copyOf(answer, answer.length - 1)));
        assertTimeoutPreemptively(BOUND, () -> assertThrows(StoreException.class, () -> get("a")));
    }

    private static FaultyService.Fault says(String header, String otherwise) {
        return FaultyService.altered(answer -> {
            String text = new String(answer, StandardCharsets.ISO_8859_1);
            String lie = text.replaceFirst("(?im)^" + header, otherwise);
            assertFalse(lie.equals(text), "the answer has no " + header);
            return lie.getBytes(StandardCharsets.ISO_8859_1);
        });
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(
            strings = {"content-length: *\\d+=>Content-Length: 99", "content-range: .*=>Content-Range: bytes 0-99/101",
                "content-range: .*=>Content-Range: bytes 1-100/101", "etag: .*=>ETag: \"other\"",
                "content-range: .*=>X-None: 1"})
    void anAnswerThatLiesAboutWhatItIsIsRefused(String lie) {
        put("a", random(100));
        service.next("^GET", Integer.MAX_VALUE, says(lie.split("=>", -1)[0], lie.split("=>", -1)[1]));
        assertTimeoutPreemptively(BOUND, () -> assertThrows(StoreException.class, () -> get("a")));
        service.heal();
        assertArrayEquals(random(100), get("a"));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void bytesThatAreNotWhatWasWrittenAreRefusedWhereTheWholeIsRead() {
        put("a", random(100));
        service.next("^GET", Integer.MAX_VALUE, FaultyService.altered(answer -> {
            answer[answer.length - 1] ^= 1;
            return answer;
        }));
        assertTimeoutPreemptively(BOUND, () -> assertThrows(StoreException.class, () -> get("a")));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aListThatLagsNamesWhatIsGoneAndMissesWhatIsNew() {
        put("updates/1/ann", random(10));
        byte[][] old = new byte[1][];
        service.next("^GET .*list-type", 1, behind -> {
            old[0] = behind.ask();
            return Optional.of(old[0]);
        });
        assertEquals(List.of("updates/1/ann"), objects.list("updates/1"));
        service.next("^GET .*list-type", Integer.MAX_VALUE, _ -> Optional.of(old[0]));
        objects.delete("updates/1/ann");
        put("updates/1/bob", random(20));

        assertEquals(List.of("updates/1/ann"), objects.list("updates/1"));
        assertFalse(objects.exists("updates/1/ann"));
        assertEquals(Optional.empty(), objects.find("updates/1/ann"));
        assertTrue(objects.exists("updates/1/bob"));
        objects.deleteAll("updates/1");
        objects.delete("updates/1/ann");
        assertArrayEquals(random(20), get("updates/1/bob"));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aStoreThatCannotBeUsedIsRefusedAtStartAndSaysWhy() throws IOException {
        ObjectStore good = store(service.endpoint());
        assertEquals(List.of(), good.list("x"));
        assertRefused("it is not there",
                new S3Settings(Optional.of(service.endpoint()), "us-east-1", "no-such-bucket", "",
                        S3Server.USER, S3Server.SECRET, true, S3Server.PATIENCE));
        assertRefused("access is denied", new S3Settings(Optional.of(service.endpoint()), "us-east-1", bucket, "",
                S3Server.USER, "another secret", true, S3Server.PATIENCE));
        service.next("^PUT", Integer.MAX_VALUE, FaultyService.error(403, "AccessDenied"));
        assertRefused("access is denied", S3Server.settings(service.endpoint(), bucket));
        service.close();
        assertRefused("no good answer came", S3Server.settings(service.endpoint(), bucket));
    }

    private void assertRefused(String why, S3Settings settings) {
        StoreException refused = assertTimeoutPreemptively(BOUND, () -> assertThrows(StoreException.class,
                () -> new S3ObjectStore(settings, rows, directory, InstantSource.system())));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }
}
