package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.TestDevice.Sealed;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.protocol.Reason;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.secureagg.seal.SealedSizes;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that are cut off go on where they were, on either side's restart, and nowhere else. */
@Timeout(120)
class ResumableUploadTest {
    private static final int VALUES = 3 * Chunking.CHUNK_VALUES + 10;
    private TestCoordinator coordinator;
    private TestDevice device;
    private String run;
    private RoundOffer offer;
    private Sealed update;
    private UploadCalls calls;
    private SealedSizes sizes;

    @BeforeEach
    void openRound() throws Exception {
        coordinator = TestCoordinator.start();
        device = TestDevice.enrolled(coordinator, "device");
        run = coordinator.startRun(Plans.plan(new RoundSpec(1, 1, 1, 1, 1, 3600, 3600), 1, VALUES));
        offer = device.awaitOffer();
        update = device.seal(offer, 1);
        calls = new UploadCalls(coordinator, device, offer, update);
        sizes = SealedSizes.of(device.plan(run));
    }

    @AfterEach
    void close() {
        coordinator.close();
    }

    private ObjectStore objects() {
        return coordinator.memory().objects();
    }

    private String object() {
        return "updates/" + run + "/1/device/" + update.uploadId();
    }

    /** The offsets at which an upload can be cut, in order. */
    private List<Long> stops() {
        List<Long> stops = new ArrayList<>(List.of(0L));
        for (int chunk = 0; chunk < sizes.chunkCount(); chunk++) {
            stops.add(sizes.chunkOffset(chunk));
        }
        stops.add(sizes.totalBytes());
        return stops;
    }

    private long stopBefore(long bytes) {
        return stops().stream().filter(stop -> stop <= bytes).reduce((_, later) -> later).orElseThrow();
    }

    /** Sends this much of the rest, waits until the coordinator has stored all whole parts of it, and breaks off. */
    private void cut(long from, int sent) throws Exception {
        try (Socket socket = calls.begin(from, sent)) {
            awaitStored(stopBefore(from + sent));
            assertTrue(socket.isConnected());
        }
    }

    private void awaitStored(long bytes) throws Exception {
        TestCoordinator.await(bytes + " bytes are there", () -> {
            try (PartialObject partial = objects().partial(object())) {
                return partial.size() == bytes;
            }
        });
    }

    /** Opens a session after a restart and waits until the run is played again: until then it is told to try again. */
    private void comeBack() throws Exception {
        device.openSession();
        TestCoordinator.await("the run is played again", this::isPlayed);
    }

    private boolean isPlayed() {
        try {
            HttpResponse<byte[]> head = calls.head();
            if (head.statusCode() == 503) {
                assertEquals(Reason.UNAVAILABLE.code(), head.headers().firstValue("tributary-reason").orElse("none"));
                return false;
            }
            TestCoordinator.expect(204, head);
            return true;
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("asking for the offset", failed);
        }
    }

    private void refused(Reason reason, HttpResponse<byte[]> response) throws Exception {
        assertEquals(reason, TestDevice.problem(response).code());
        assertEquals(reason.code(), response.headers().firstValue("tributary-reason").orElse("none"));
    }

    private void countsOnceAsSealed() throws Exception {
        HttpResponse<byte[]> head = TestCoordinator.expect(204, calls.head());
        assertTrue(UploadCalls.complete(head));
        assertEquals(sizes.totalBytes(), UploadCalls.offset(head));
        byte[] kept = new byte[update.bytes().length];
        try (ObjectReader reader = objects().read(object())) {
            reader.read(0, ByteBuffer.wrap(kept));
        }
        assertArrayEquals(update.bytes(), kept);
        assertEquals(List.of(), objects().partials());
        device.say(device.report(offer, update, 1));
        assertEquals(1, coordinator.memory().rounds().accepted(run, 1).size());
        RunOverHttpTest.finished(coordinator, run);
        assertEquals(1f, device.model("test-model", 1)[0]);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anUploadCutAtRandomBytesAgainAndAgainResendsLessThanAChunkACutAndCountsOnce(long seed) throws Exception {
        Random random = new Random(seed);
        long offset = 0;
        for (int cuts = 0; cuts < 4; cuts++) {
            int sent = 1 + random.nextInt((int) (sizes.totalBytes() - offset - 1));
            cut(offset, sent);
            long now = calls.offset();
            assertEquals(stopBefore(offset + sent), now, "seed " + seed + ", cut after " + (offset + sent));
            if (now > 0) {
                offset = now;
            }
            if (random.nextBoolean()) {
                coordinator.restart();
                comeBack();
            }
        }
        TestCoordinator.expect(204, offset == 0 ? device.upload(offer, update) : calls.patch(offset));
        countsOnceAsSealed();
    }

    @Test
    void aRestBeginsWhereTheUploadIsAndNowhereElse() throws Exception {
        long right = sizes.chunkOffset(1);
        cut(0, (int) right + 77);
        for (long wrong : List.of(1L, sizes.chunkOffset(0), right - 1, right + 1, right + 77, sizes.chunkOffset(2),
                sizes.totalBytes())) {
            HttpResponse<byte[]> response = calls.patch(wrong);
            refused(Reason.WRONG_OFFSET, response);
            assertEquals(409, response.statusCode());
            assertEquals(right, UploadCalls.offset(response), "asked to begin at " + wrong);
            assertFalse(UploadCalls.complete(response));
            assertEquals(right, calls.offset());
        }
        TestCoordinator.expect(204, calls.patch(right));
        HttpResponse<byte[]> again = calls.patch(right);
        refused(Reason.WRONG_OFFSET, again);
        assertTrue(UploadCalls.complete(again));
        countsOnceAsSealed();
    }

    @Test
    void aRestOfTheWrongLengthTypeOrFormIsRefusedAndNothingIsChanged() throws Exception {
        long here = sizes.chunkOffset(1);
        cut(0, (int) here);
        byte[] rest = Arrays.copyOfRange(update.bytes(), (int) here, update.bytes().length);
        refused(Reason.WRONG_LENGTH, calls.patch(here, Arrays.copyOf(rest, rest.length - 1)));
        refused(Reason.TOO_LARGE, calls.patch(here, Arrays.copyOf(rest, rest.length + 1)));
        refused(Reason.INVALID_FIELD, calls.patch(0));
        HttpResponse<byte[]> noType = TestCoordinator.send(calls.request().header("upload-offset", "" + here)
                .header("upload-complete", "?1").method("PATCH", BodyPublishers.ofByteArray(rest)).build());
        assertEquals(415, noType.statusCode());
        refused(Reason.MALFORMED, noType);
        for (List<String> fields : List.of(List.of("upload-offset", "-5", "upload-complete", "?1"),
                List.of("upload-offset", "9".repeat(16), "upload-complete", "?1"),
                List.of("upload-offset", "1e3", "upload-complete", "?1"), List.of("upload-complete", "?1"),
                List.of("upload-offset", "" + here, "upload-complete", "?0"), List.of("upload-offset", "" + here))) {
            refused(Reason.MALFORMED, TestCoordinator.send(calls.request()
                    .header("content-type", "application/partial-upload").headers(fields.toArray(String[]::new))
                    .method("PATCH", BodyPublishers.ofByteArray(rest)).build()));
        }
        assertEquals(here, calls.offset());
    }

    @Test
    void anUploadOfWhichNothingIsHereIsNotFound() throws Exception {
        HttpResponse<byte[]> head = calls.head();
        assertEquals(404, head.statusCode());
        assertEquals("not-found", head.headers().firstValue("tributary-reason").orElse("none"));
        refused(Reason.NOT_FOUND, calls.patch(sizes.chunkOffset(0)));
        assertEquals(List.of(), objects().partials());
    }

    @Test
    void anotherDevicesUploadIsNotToBeSeen() throws Exception {
        cut(0, (int) sizes.chunkOffset(1));
        TestDevice other = TestDevice.enrolled(coordinator, "other");
        HttpResponse<byte[]> head = new UploadCalls(coordinator, other, offer, update).head();
        assertEquals(403, head.statusCode());
        assertEquals("not-selected", head.headers().firstValue("tributary-reason").orElse("none"));
        TestCoordinator.expect(204, new UploadCalls(coordinator, other, offer, update).delete());
        assertEquals(sizes.chunkOffset(1), calls.offset());
    }

    @ParameterizedTest(name = "byte {0} from the end of what is there")
    @ValueSource(ints = {1, 20, 262_500, 525_000})
    void whatWasAlteredOnDiskIsCutOffBeforeAnOffsetIsTold(int fromEnd) throws Exception {
        int there = (int) sizes.chunkOffset(2);
        cut(0, there);
        assertEquals(there, calls.offset());
        int altered = there - fromEnd;
        coordinator.restart();
        rewrite(altered, there + 1000);
        comeBack();
        assertEquals(stopBefore(altered), calls.offset());
        try (PartialObject partial = objects().partial(object())) {
            assertEquals(stopBefore(altered), partial.size());
        }
        long from = stopBefore(altered);
        TestCoordinator.expect(204, from == 0 ? device.upload(offer, update) : calls.patch(from));
        countsOnceAsSealed();
    }

    /** Flips a bit, and leaves as many bytes as said, the last of them nonsense. */
    private void rewrite(int flipped, int length) {
        byte[] bytes = Arrays.copyOf(Arrays.copyOf(update.bytes(), (int) sizes.chunkOffset(2)), length);
        bytes[flipped] ^= 1;
        try (PartialObject partial = objects().partial(object())) {
            partial.truncate(0);
            partial.append(ByteBuffer.wrap(bytes));
        }
    }

    @Test
    void anUploadOfWhichEveryByteWasThereWhenTheCoordinatorDiedIsCompletedByAnEmptyRest() throws Exception {
        try (PartialObject partial = objects().partial(object())) {
            partial.append(ByteBuffer.wrap(update.bytes()));
        }
        coordinator.restart();
        comeBack();
        HttpResponse<byte[]> head = TestCoordinator.expect(204, calls.head());
        assertEquals(sizes.totalBytes(), UploadCalls.offset(head));
        assertFalse(UploadCalls.complete(head));
        TestCoordinator.expect(204, calls.patch(sizes.totalBytes()));
        countsOnceAsSealed();
    }

    @Test
    void anUploadWhoseConnectionHangsIsTakenOverByALaterRequest() throws Exception {
        int sent = (int) sizes.chunkOffset(1) + 500;
        try (Socket hanging = calls.begin(0, sent)) {
            awaitStored(sizes.chunkOffset(1));
            assertEquals(sizes.chunkOffset(1), calls.offset());
            TestCoordinator.expect(204, calls.patch(sizes.chunkOffset(1)));
            assertTrue(hanging.isConnected());
        }
        countsOnceAsSealed();
    }

    @Test
    void aNewUploadDropsTheIncompleteOneOfItsDevice() throws Exception {
        cut(0, (int) sizes.chunkOffset(1));
        Sealed other = device.seal(offer, 2);
        UploadCalls otherCalls = new UploadCalls(coordinator, device, offer, other);
        try (Socket hanging = otherCalls.begin(0, 10)) {
            TestCoordinator.await("the new one is there", () -> objects().partials()
                    .equals(List.of(object().replace(update.uploadId(), other.uploadId()))));
            assertTrue(hanging.isConnected());
        }
        assertEquals(404, calls.head().statusCode());
    }

    @Test
    void anUploadThatIsGivenUpIsGoneCompleteOrNot() throws Exception {
        cut(0, (int) sizes.chunkOffset(1));
        TestCoordinator.expect(204, calls.delete());
        TestCoordinator.expect(204, calls.delete());
        assertEquals(404, calls.head().statusCode());
        assertEquals(List.of(), objects().partials());
        TestCoordinator.expect(204, device.upload(offer, update));
        TestCoordinator.expect(204, calls.delete());
        assertEquals(List.of(), objects().list("updates"));
        assertEquals(Reason.NOT_FOUND, TestDevice.problem(device.trySay(device.report(offer, update, 1))).code());
    }

    @Test
    void I2_anUploadThatCountsIsNotGivenUpAndOneThatWasSupersededDoesNotCount() throws Exception {
        Sealed first = device.seal(offer, 2);
        TestCoordinator.expect(204, device.upload(offer, first));
        TestCoordinator.expect(204, device.upload(offer, update));
        assertEquals(Reason.NOT_FOUND, TestDevice.problem(device.trySay(device.report(offer, first, 1))).code());
        countsOnceAsSealed();
        refused(Reason.ALREADY_REPORTED, calls.delete());
    }

    @Test
    void anUploadWhoseContentIsRefusedIsDroppedWithWhatWasGood() throws Exception {
        byte[] flipped = update.bytes().clone();
        flipped[(int) sizes.chunkOffset(2) + 50] ^= 1;
        refused(Reason.BAD_SEAL, device.upload(offer, update.with(flipped)));
        assertEquals(List.of(), objects().partials());
        assertEquals(404, calls.head().statusCode());
    }

    @Test
    void I1_brokenStorageAcknowledgesNothingAndTheUploadGoesOnWhenItIsRepaired() throws Exception {
        int sent = (int) sizes.chunkOffset(1);
        try (Socket socket = calls.begin(0, sent)) {
            awaitStored(sent);
            coordinator.memory().breakDown();
            socket.getOutputStream().write(update.bytes(), sent, sizes.chunkBytes(1));
            byte[] answer = new byte[12];
            assertEquals(12, socket.getInputStream().readNBytes(answer, 0, 12));
            assertEquals("HTTP/1.1 503", new String(answer, java.nio.charset.StandardCharsets.US_ASCII));
        }
        coordinator.memory().repair();
        assertFalse(objects().exists(object()));
        long here = calls.offset();
        assertEquals(sizes.chunkOffset(1), here);
        TestCoordinator.expect(204, calls.patch(here));
        countsOnceAsSealed();
    }

    @Test
    void I8_manyHalfOpenUploadsKeepNobodyOut() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 1_100; i++) {
                open.add(calls.begin(0, 0));
            }
            TestCoordinator.expect(204, device.upload(offer, update));
            countsOnceAsSealed();
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
