package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Rows and bytes of accepted updates that somebody changes between the receipt and the sum: that update is left out, by name, and
 * the model is what the others sent.
 */
class AlteredReportsTest {
    private static final float OTHERS = (0.5f - 3) / 4;
    private static final SigningKey STRANGER = SigningKey.generate();

    /** What becomes of the row of d1; empty if it is gone. */
    private interface Change extends Function<AcceptedUpdate, Optional<AcceptedUpdate>> {}

    private static void assertLeftOut(Change change, String why) throws Exception {
        assertLeftOut(change, (world, open, row) -> {}, why);
    }

    private interface Mishap {
        void befall(RunWorld world, OpenRound open, AcceptedUpdate row) throws Exception;
    }

    private static void assertLeftOut(Change change, Mishap mishap, String why) throws Exception {
        try (RunWorld world = new RunWorld().over(rounds -> altering(rounds, change))) {
            String run = world.create(Plans.plan(new RoundSpec(3, 1, 3, 2, 3, 60, 60), 1, 10));
            world.checkIn(3);
            OpenRound open = world.awaitRound(1);
            world.accept(open, "d0", 0.5f, 1);
            world.accept(open, "d1", 1, 2);
            world.accept(open, "d2", -1, 3);
            mishap.befall(world, open, world.memory.rounds().accepted(run, 1, "d1").orElseThrow());
            Stream.of("d0", "d1", "d2").forEach(
                    device -> world.runs.active().getFirst().tell(new RoundEvent.UpdateAccepted(1, device)));
            RunView view = world.awaitEnd(run);
            RoundView round = view.history().get(0);
            assertEquals(RoundView.Outcome.COMMITTED, round.outcome(), round.reason());
            assertEquals(1, round.reports().excluded());
            assertEquals(OTHERS, world.firstValue(1));
            RoundEvent.UpdateExcluded left = world.events(run).stream()
                    .filter(RoundEvent.UpdateExcluded.class::isInstance).map(RoundEvent.UpdateExcluded.class::cast)
                    .findFirst().orElseThrow();
            assertEquals("d1", left.device());
            assertTrue(left.why().contains(why), left::why);
        }
    }

    /** A store that gives another row of d1 to whoever asks for all of a round. */
    private static RoundStore altering(RoundStore rounds, Change change) {
        return giving(rounds, rows -> rows.stream()
                .flatMap(row -> row.device().equals("d1") ? change.apply(row).stream() : Stream.of(row)).toList());
    }

    /** A store that gives other rows to whoever asks for all of a round. */
    static RoundStore giving(RoundStore rounds, UnaryOperator<List<AcceptedUpdate>> change) {
        return (RoundStore) Proxy.newProxyInstance(RoundStore.class.getClassLoader(), new Class<?>[] {RoundStore.class},
                (_, method, arguments) -> {
                    try {
                        Object result = method.invoke(rounds, arguments);
                        return method.getName().equals("accepted") && arguments.length == 2
                                ? change.apply(rows(result))
                                : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static List<AcceptedUpdate> rows(@Nullable Object rows) {
        return ((List<?>) Objects.requireNonNull(rows)).stream().map(AcceptedUpdate.class::cast).toList();
    }

    private static Optional<AcceptedUpdate> with(AcceptedUpdate row, String sha256, int weight,
            SignedDocument report) {
        return Optional.of(new AcceptedUpdate(row.run(), row.round(), row.device(), row.uploadId(), sha256, weight,
                row.loss(), row.trainMillis(), row.bytes(), row.at(), report));
    }

    @Test
    void anotherWeight() throws Exception {
        assertLeftOut(row -> with(row, row.sha256(), 1, row.report()), "refused: bad-signature: the stored row");
    }

    @Test
    void anotherHash() throws Exception {
        assertLeftOut(row -> with(row, "ab".repeat(32), 2, row.report()), "refused: bad-signature: the stored row");
    }

    @Test
    void anotherWeightThatSomebodyElseSigned() throws Exception {
        assertLeftOut(row -> with(row, row.sha256(), 1, STRANGER.sign(SignatureContext.UPDATE_REPORT, TestReports
                .signed(row.run(), row.round(), row.device(), row.uploadId(), row.sha256(), 1).payload())),
                "refused: wrong-signer");
    }

    @Test
    void anotherWeightUnderTheOldSignature() throws Exception {
        assertLeftOut(row -> with(row, row.sha256(), 1, new SignedDocument(TestReports
                .signed(row.run(), row.round(), row.device(), row.uploadId(), row.sha256(), 1).payload(),
                row.report().signature(), row.report().key())), "refused: bad-signature");
    }

    @Test
    void whatTheDeviceSignedForAnotherRound() throws Exception {
        assertLeftOut(row -> with(row, row.sha256(), 2,
                TestReports.signed(row.run(), 2, row.device(), row.uploadId(), row.sha256(), 2)),
                "refused: bad-signature: the stored row");
    }

    @Test
    void whatAnotherDeviceSigned() throws Exception {
        assertLeftOut(row -> with(row, row.sha256(), 2,
                TestReports.signed(row.run(), 1, "d0", row.uploadId(), row.sha256(), 2)), "refused: wrong-signer");
    }

    @Test
    void noRowAnyMore() throws Exception {
        assertLeftOut(row -> Optional.empty(), "refused: not-found: the row of its accepted update is gone");
    }

    /** The round's public key is in its offer: whoever writes objects can seal what it likes, for this very place. */
    @Test
    void otherBytesThatOpenInThisVeryPlace() throws Exception {
        assertLeftOut(Optional::of, AlteredReportsTest::reseal, "refused: hash-mismatch");
    }

    @Test
    void otherBytesAndTheirHashInTheRow() throws Exception {
        byte[][] other = new byte[1][];
        assertLeftOut(row -> with(row, Sha256.of(other[0]).hex(), 2, row.report()),
                (world, open, row) -> other[0] = reseal(world, open, row), "refused: bad-signature: the stored row");
    }

    @Test
    void theUploadOfAnotherDeviceInItsPlace() throws Exception {
        assertLeftOut(row -> Optional.of(new AcceptedUpdate(row.run(), row.round(), row.device(),
                UUID.randomUUID().toString(), row.sha256(), 2, 1, 1, row.bytes(), row.at(), row.report())),
                "refused: bad-signature: the stored row");
    }

    private static byte[] reseal(RunWorld world, OpenRound open, AcceptedUpdate row) {
        float[] values = new float[10];
        Arrays.fill(values, -7);
        byte[] sealed = Sealed.update(open.key().publicKey(), open.context(row.device()),
                open.plan().layout().chunking(), values);
        try (ObjectWriter writer = world.memory.objects()
                .write(UpdateObjects.name(row.run(), row.round(), row.device(), row.uploadId()))) {
            writer.append(ByteBuffer.wrap(sealed));
            writer.commit();
        }
        return sealed;
    }
}
