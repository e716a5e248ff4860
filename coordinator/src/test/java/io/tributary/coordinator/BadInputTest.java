package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.TestDevice.Sealed;
import io.tributary.protocol.Reason;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.secureagg.seal.RoundKeyPair;
import io.tributary.secureagg.seal.RoundPublicKey;
import io.tributary.secureagg.seal.SealContext;
import io.tributary.secureagg.seal.UpdateSealer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What devices send wrongly over HTTP in an open round: each is refused for its reason, and nothing is changed. */
class BadInputTest {
    private static final int TAIL = Plans.VALUES - (1 << 16);
    private static TestCoordinator coordinator;
    private static TestDevice device;
    private static TestDevice stranger;
    private static RoundOffer offer;
    private static String run;

    @BeforeAll
    static void openRound() throws Exception {
        coordinator = TestCoordinator.start();
        device = TestDevice.enrolled(coordinator, "device");
        run = coordinator.startRun(Plans.closeAll(1, 1));
        offer = device.awaitOffer();
        stranger = TestDevice.enrolled(coordinator, "stranger");
    }

    @AfterAll
    static void close() {
        coordinator.close();
    }

    @AfterEach
    void nothingWasChanged() throws Exception {
        assertTrue(coordinator.memory().rounds().accepted(run, 1).isEmpty(), "an update was accepted");
        assertEquals(RunView.State.REPORTING, coordinator.view(run).state());
        coordinator.memory().objects().list("updates").forEach(coordinator.memory().objects()::delete);
    }

    private static void refused(Reason reason, HttpResponse<byte[]> response) throws Exception {
        Problem problem = TestDevice.problem(response);
        assertEquals(reason, problem.code(), problem.detail());
        assertEquals(response.statusCode(), problem.status());
    }

    private static void uploadRefused(Reason reason, Sealed update) throws Exception {
        refused(reason, device.upload(offer, update));
        assertTrue(coordinator.memory().objects().list("updates").isEmpty(), "sealed bytes were kept");
    }

    private static Sealed good() throws Exception {
        return device.seal(offer, 1);
    }

    private static RoundOffer offer(UnaryOperator<RoundOffer> change) {
        return change.apply(offer);
    }

    private static RoundOffer inRound(int round) {
        return new RoundOffer(1, run, round, offer.planHash(), offer.model(), offer.modelVersion(),
                offer.manifestHash(), offer.roundKey(), offer.deadline());
    }

    private static Sealed sealedWith(float value, int at) throws Exception {
        float[] values = new float[Plans.VALUES];
        values[at] = value;
        return device.seal(offer, "device", values);
    }

    /** An update whose second chunk is these bytes, properly sealed. */
    private static Sealed sealedTail(byte[] plain) throws Exception {
        UpdateSealer sealer = new UpdateSealer(RoundPublicKey.of(offer.roundKeyBytes()), new SealContext(run, 1,
                "device", offer.planHash(), 0, 2));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(sealer.header());
        bytes.writeBytes(sealer.seal(0, new ChunkCodec().encode(new float[1 << 16], 0, 1 << 16)));
        bytes.writeBytes(sealer.seal(1, plain));
        return new Sealed(UUID.randomUUID().toString(), bytes.toByteArray());
    }

    @Test
    void anUploadWithoutASession() throws Exception {
        try (TestCoordinator other = TestCoordinator.start()) {
            TestDevice foreign = TestDevice.enrolled(other, "device");
            refused(Reason.UNAUTHENTICATED, coordinator.get("/v1/runs"));
            assertTrue(foreign.checkIn() != null);
        }
    }

    @Test
    void anUploadThatIsShorterThanThePlanImplies() throws Exception {
        Sealed update = good();
        HttpResponse<byte[]> response = device.upload(offer,
                update.with(java.util.Arrays.copyOf(update.bytes(), 1000)));
        refused(Reason.WRONG_LENGTH, response);
        assertEquals(422, response.statusCode());
    }

    @Test
    void anUploadThatIsLongerThanThePlanImplies() throws Exception {
        Sealed update = good();
        HttpResponse<byte[]> response = device.upload(offer,
                update.with(java.util.Arrays.copyOf(update.bytes(), update.bytes().length + 1)));
        refused(Reason.TOO_LARGE, response);
        assertEquals(413, response.statusCode());
    }

    @Test
    void anUploadThatDoesNotSayHowLongItIs() throws Exception {
        Sealed update = good();
        HttpResponse<byte[]> response = device.upload(offer, update,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(update.bytes())));
        refused(Reason.WRONG_LENGTH, response);
        assertEquals(411, response.statusCode());
    }

    @Test
    void anUploadOfADeviceThatWasNotChosen() throws Exception {
        refused(Reason.NOT_SELECTED, stranger.upload(offer, good()));
    }

    @Test
    void anUploadForARoundThatIsNotOpen() throws Exception {
        refused(Reason.WRONG_ROUND, device.upload(inRound(2), good()));
    }

    @Test
    void anUploadForARunThatIsNotThere() throws Exception {
        String nobody = "01890000-0000-7000-8000-000000000000";
        refused(Reason.NOT_FOUND, device.upload(offer(o -> new RoundOffer(1, nobody, 1, o.planHash(), o.model(), 0,
                o.manifestHash(), o.roundKey(), o.deadline())), good()));
    }

    @Test
    void anUploadIdThatIsNoUuid() throws Exception {
        refused(Reason.INVALID_FIELD, device.upload(offer, new Sealed("..etc", good().bytes())));
    }

    @ParameterizedTest(name = "byte {0}")
    @ValueSource(ints = {0, 4, 20, 100, 5000, 262_800, -1})
    void anUploadWithAFlippedBit(int at) throws Exception {
        Sealed update = good();
        byte[] flipped = update.bytes().clone();
        flipped[Math.floorMod(at, flipped.length)] ^= 1;
        uploadRefused(Reason.BAD_SEAL, update.with(flipped));
    }

    @Test
    void anUpdateOfAnotherDevice() throws Exception {
        uploadRefused(Reason.BAD_SEAL, device.seal(offer, "stranger", new float[Plans.VALUES]));
    }

    @Test
    void anUpdateSealedToAnotherRoundsKey() throws Exception {
        String other = Base64.getEncoder().encodeToString(RoundKeyPair.generate().publicKey().raw());
        uploadRefused(Reason.BAD_SEAL, device.seal(new RoundOffer(1, run, 1, offer.planHash(), offer.model(), 0,
                offer.manifestHash(), other, offer.deadline()), 1));
    }

    @Test
    void anUpdateThatHoldsNaN() throws Exception {
        uploadRefused(Reason.NOT_FINITE, sealedWith(Float.NaN, 7));
        uploadRefused(Reason.NOT_FINITE, sealedWith(Float.NaN, Plans.VALUES - 1));
    }

    @Test
    void anUpdateThatHoldsInfinity() throws Exception {
        uploadRefused(Reason.NOT_FINITE, sealedWith(Float.NEGATIVE_INFINITY, 7));
    }

    @Test
    void anUpdateBeyondThePlansBound() throws Exception {
        uploadRefused(Reason.OUT_OF_BOUND, sealedWith(Math.nextUp((float) Plans.BOUND), 7));
        uploadRefused(Reason.OUT_OF_BOUND, sealedWith(1e38f, Plans.VALUES - 1));
    }

    @Test
    void aSealedChunkThatIsNoArrowStream() throws Exception {
        uploadRefused(Reason.MALFORMED_CHUNK, sealedTail(new byte[ChunkCodec.encodedLength(TAIL)]));
    }

    @Test
    void aSealedChunkOfAnotherShape() throws Exception {
        byte[] oneLess = new ChunkCodec().encode(new float[TAIL], 0, TAIL - 1);
        assertEquals(ChunkCodec.encodedLength(TAIL), oneLess.length);
        uploadRefused(Reason.WRONG_SHAPE, sealedTail(oneLess));
    }

    @Test
    void aSealedChunkOfAnotherDtype() throws Exception {
        uploadRefused(Reason.WRONG_DTYPE, sealedTail(doubles()));
    }

    /** A chunk whose schema says double: the one byte of it that makes it so is found by trying. */
    private static byte[] doubles() {
        byte[] floats = new ChunkCodec().encode(new float[TAIL], 0, TAIL);
        for (int i = 0; i < floats.length; i++) {
            byte[] changed = floats.clone();
            changed[i]++;
            try {
                new ChunkCodec().decode(changed, new float[TAIL], 0, TAIL);
            } catch (MalformedChunkException malformed) {
                if (malformed.reason() == Reason.WRONG_DTYPE) {
                    return changed;
                }
            }
        }
        throw new AssertionError("no byte changes the dtype");
    }

    @Test
    void aReportOfAnotherPlanVersionRoundOrWeight() throws Exception {
        Sealed update = good();
        TestCoordinator.expect(204, device.upload(offer, update));
        UpdateReport right = TestReports.content(device.report(offer, update, 1));
        refused(Reason.WRONG_PLAN, device.trySay(changed(right, "0".repeat(64), 0, 1, 1)));
        refused(Reason.WRONG_MODEL_VERSION, device.trySay(changed(right, offer.planHash(), 1, 1, 1)));
        refused(Reason.WRONG_ROUND, device.trySay(changed(right, offer.planHash(), 0, 2, 1)));
        refused(Reason.BAD_WEIGHT, device.trySay(changed(right, offer.planHash(), 0, 1, 0)));
        refused(Reason.BAD_WEIGHT, device.trySay(changed(right, offer.planHash(), 0, 1, -5)));
        refused(Reason.BAD_WEIGHT, device.trySay(changed(right, offer.planHash(), 0, 1, Plans.MAX_WEIGHT + 1)));
    }

    private DeviceMessage.Report changed(UpdateReport right, String planHash, int version, int round, int weight) {
        DeviceMessage.Report signed = device.report(offer, new UpdateReport(right.v(), right.run(), round,
                right.device(), right.uploadId(), right.sha256(), right.header(), weight));
        return new DeviceMessage.Report(signed.device(), planHash, version, signed.signed(), signed.loss(),
                signed.trainMillis());
    }

    @Test
    void aReportOfAnUploadThatIsNotThere() throws Exception {
        refused(Reason.NOT_FOUND, device.trySay(device.report(offer, good(), 1)));
    }

    @Test
    void aReportOfOtherBytesThanWereUploaded() throws Exception {
        Sealed update = good();
        TestCoordinator.expect(204, device.upload(offer, update));
        refused(Reason.HASH_MISMATCH,
                device.trySay(device.report(offer, update.with(new byte[] {1, 2, 3}), 1)));
    }

    @Test
    void aReportOfADeviceThatWasNotChosen() throws Exception {
        refused(Reason.NOT_SELECTED, stranger.trySay(stranger.report(offer, good(), 1)));
    }

    @Test
    void aMessageInTheNameOfAnotherDevice() throws Exception {
        refused(Reason.FORBIDDEN, stranger.trySay(device.report(offer, good(), 1)));
        refused(Reason.FORBIDDEN, stranger.trySay(new DeviceMessage.CheckIn("device")));
    }
}
