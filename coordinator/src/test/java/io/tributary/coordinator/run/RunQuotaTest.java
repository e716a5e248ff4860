package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.coordinator.Plans;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.upload.UploadBody;
import io.tributary.coordinator.upload.UploadId;
import io.tributary.coordinator.upload.UploadLimits;
import io.tributary.coordinator.upload.UploadService;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.seal.SealedSizes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunQuotaTest {
    private static final RunPlan PLAN = Plans.closeAll(2, 3);
    private static final long UPDATE = SealedSizes.of(PLAN).totalBytes();
    private static final long VERSION = StoredBytes.versionBytes(PLAN);
    private static final long ALL = Long.MAX_VALUE;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private static RunQuota inFlight(long bytes) {
        return new RunQuota(bytes, 1, ALL);
    }

    private static RunQuota disk(long bytes) {
        return new RunQuota(ALL, 1, bytes);
    }

    private static void refused(RunQuota quota, String key) {
        try (RunWorld first = new RunWorld(); RunWorld world = first.within(quota)) {
            RejectedException refused = assertThrows(RejectedException.class, () -> world.create(PLAN));
            assertEquals(Reason.INVALID_FIELD, refused.reason());
            assertTrue(refused.detail().contains(key) && refused.detail().contains("raise it"), refused.detail());
        }
    }

    @Test
    void aRunOfWhichNoRoundCouldEverFitIsRefusedInWords() {
        refused(inFlight(UPDATE - 1), "runs.quota.inFlight");
        refused(disk(UPDATE + VERSION - 1), "runs.quota.disk");
    }

    @Test
    void aRunWhoseVersionsLeaveNoRoomForARoundIsPausedInWordsAndGoesOnWithALargerQuota() throws Exception {
        RunWorld first = new RunWorld();
        String run;
        try (RunWorld world = first.within(disk(2 * VERSION + UPDATE))) {
            run = world.create(PLAN);
            world.checkIn(2);
            report(world, world.awaitRound(1));
            RunView paused = world.awaitEnd(run);
            assertEquals(RunView.Status.PAUSED, paused.status());
            assertEquals(1, paused.modelVersion());
            String why = String.valueOf(paused.failure());
            assertTrue(why.contains("runs.quota.disk") && why.contains(2 * VERSION + "") && why.contains("resume"),
                    why);
        }
        try (first; RunWorld world = first.within(RunQuota.NONE)) {
            world.runs.resume(run);
            world.checkIn(2);
            assertEquals(2, world.awaitRound(2).round());
        }
    }

    private static void report(RunWorld world, OpenRound round) throws Exception {
        world.report(round, "d0", 1, 1);
        world.report(round, "d1", 1, 1);
    }

    @Test
    void anUploadThatWouldPassTheQuotaOfBytesInFlightIsRefusedUntilAnotherIsComplete() throws Exception {
        try (RunWorld first = new RunWorld(); RunWorld world = first.within(inFlight(2 * UPDATE - 1))) {
            OpenRound round = firstRound(world);
            UploadService uploads = uploads(world);
            assertThrows(IOException.class, () -> send(uploads, round, "d0", UPDATE - 1));
            refuses(uploads, round, "inFlight");
            assertEquals(1, uploads.incomplete());
            send(uploads, round, "d0", UPDATE);
            send(uploads, round, "d1", UPDATE);
        }
    }

    @Test
    void anUploadThatWouldPassTheQuotaOfDiskIsRefusedUntilAnotherIsGone() throws Exception {
        try (RunWorld first = new RunWorld(); RunWorld world = first.within(disk(VERSION + 2 * UPDATE - 1))) {
            OpenRound round = firstRound(world);
            UploadService uploads = uploads(world);
            assertThrows(IOException.class, () -> send(uploads, round, "d0", UPDATE - 1));
            refuses(uploads, round, "disk");
            UploadId complete = send(uploads, round, "d0", UPDATE);
            refuses(uploads, round, "disk");
            assertEquals(0, uploads.incomplete());
            uploads.giveUp(complete);
            send(uploads, round, "d1", UPDATE);
        }
    }

    private static OpenRound firstRound(RunWorld world) throws Exception {
        world.create(PLAN);
        world.checkIn(2);
        return world.awaitRound(1);
    }

    private void refuses(UploadService uploads, OpenRound round, String key) {
        double before = refusals(key);
        RejectedException refused =
                assertThrows(RejectedException.class, () -> send(uploads, round, "d1", UPDATE));
        assertEquals(Reason.NO_ROOM, refused.reason());
        assertTrue(refused.detail().contains("runs.quota." + key), refused.detail());
        assertEquals(before + 1, refusals(key));
    }

    private double refusals(String key) {
        return meters.find("tributary.uploads.over.quota").tag("quota", key).counters().stream()
                .mapToDouble(Counter::count).sum();
    }

    @Test
    void updatesThatCountTakeRoomOnTheDisk() throws Exception {
        try (RunWorld first = new RunWorld(); RunWorld world = first.within(disk(VERSION + 2 * UPDATE))) {
            OpenRound round = firstRound(world);
            world.runs.storedBytes().requireRoom(round, 2 * UPDATE);
            world.accept(round, "d0", 1, 1);
            world.runs.storedBytes().requireRoom(round, UPDATE);
            assertEquals(Reason.NO_ROOM, assertThrows(RejectedException.class,
                    () -> world.runs.storedBytes().requireRoom(round, 2 * UPDATE)).reason());
        }
    }

    private UploadService uploads(RunWorld world) {
        return new UploadService(world.memory.objects(), world.memory.rounds(),
                new OpenRounds(world.runs, _ -> Optional.empty(), InstantSource.system()), UploadLimits.DEFAULT,
                new CoordinatorMetrics(meters), InstantSource.system(), InstantSource.system());
    }

    /** Sends a new upload from its beginning, and breaks off after so many bytes. */
    private static UploadId send(UploadService uploads, OpenRound round, String device, long bytes) throws Exception {
        byte[] sealed = Sealed.update(round.key().publicKey(), round.context(device),
                PLAN.layout().updateChunking(), new float[Plans.VALUES]);
        UploadId upload = new UploadId(round.run(), round.round(), device, UUID.randomUUID().toString());
        uploads.take(upload, round, 0, new Cut(ByteBuffer.wrap(sealed, 0, (int) bytes)));
        return upload;
    }

    /** A body that ends early. */
    private record Cut(ByteBuffer rest) implements UploadBody {
        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = Math.min(most, rest.remaining());
            if (count == 0) {
                throw new IOException("the peer went away");
            }
            rest.get(into, from, count);
            return count;
        }

        @Override
        public void giveUp(String why) {
            throw new AssertionError(why);
        }
    }
}
