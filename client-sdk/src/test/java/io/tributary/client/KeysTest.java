package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.Phase;
import io.tributary.client.fake.Tamper;
import io.tributary.client.fake.World;
import io.tributary.client.serving.EdgeModel;
import io.tributary.protocol.Reason;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device that pinned a root follows hand-overs, remembers them, and believes nothing that a replaced key signs anew. */
@Timeout(60)
final class KeysTest extends TrialTest {
    private final SigningKeys first = SigningKeys.generate(0);
    private final SigningKeys second = next(first);

    private SigningKeys next(SigningKeys before) {
        return before.replace(EnumSet.allOf(KeyPurpose.class), trial.time.instant().toEpochMilli(),
                KeySet.LogEnd.EMPTY);
    }

    @BeforeEach
    void begin() {
        trial.world.signing = first;
        trial.world.replace(0, first.sign(SignatureContext.MODEL_MANIFEST, trial.world.manifest(0).payload()));
    }

    private ClientBuilder pinning(SigningKeys root) {
        return builder().coordinatorKey(root.root());
    }

    private int served() throws Exception {
        try (FederatedClient client = pinning(first).build()) {
            return client.model().map(EdgeModel::version).orElse(-1);
        }
    }

    /** Runs a client until something was refused. */
    private void runUntilRefused(ClientBuilder device) throws Exception {
        try (FederatedClient client = device.build()) {
            client.start();
            while (trial.events.reasons().isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    private long reported() {
        return trial.events.of(ClientEvent.Finished.class).stream().filter(event -> event.phase() == Phase.REPORT)
                .count();
    }

    /** Runs a client until it reported once more, or something was refused. */
    private void runUntilReported(ClientBuilder device) throws Exception {
        long before = reported();
        trial.coordinator.idleAtEnd();
        try (FederatedClient client = device.build()) {
            client.start();
            while (reported() == before && trial.events.reasons().isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    private void trainsOnceUnderEach() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilReported(pinning(first));
        trial.world.signing = second;
        trial.world.publish(World.vector(1));
        trial.coordinator.offer(2, 1, trial.deadline());
        runUntilReported(pinning(first));
    }

    @Test
    void aHandOverBetweenTwoSessionsIsFollowedWithoutEnrollingAnew() throws Exception {
        trainsOnceUnderEach();
        assertEquals(List.of(), trial.events.failures());
        assertEquals(2, trial.coordinator.messages(DeviceMessage.Report.class).size());
        assertEquals(1, trial.coordinator.calls("POST /v1/enrolments").size());
        assertEquals(1, served());
        assertTrue(Files.exists(directory.resolve("keys.json")));
    }

    @Test
    void whoeverWasAwayDuringSeveralFollowsAllOfThem() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilReported(pinning(first));
        trial.world.signing = next(next(second));
        trial.world.publish(World.vector(1));
        trial.coordinator.offer(2, 1, trial.deadline());
        runUntilReported(pinning(first));
        assertEquals(List.of(), trial.events.failures());
        assertEquals(1, served());
    }

    @Test
    void aFreshDeviceThatPinsAnyRootOfTheChainJoins() throws Exception {
        trial.world.signing = next(second);
        for (SigningKeys pinned : List.of(first, second)) {
            trial.coordinator.offer(1, 0, trial.deadline());
            runUntilReported(pinning(pinned).directory(
                    Files.createDirectory(directory.resolve("device-" + pinned.chain().sequence()))));
        }
        assertEquals(List.of(), trial.events.failures());
        assertEquals(2, trial.coordinator.messages(DeviceMessage.Report.class).size());
    }

    @Test
    void aCoordinatorThatWentBackToOlderKeysIsRefused() throws Exception {
        trainsOnceUnderEach();
        trial.world.signing = first;
        trial.coordinator.offer(3, 1, trial.deadline());
        runUntilRefused(pinning(first));
        assertEquals(Reason.BAD_LINEAGE, trial.events.reasons().get(0));
        assertEquals(2, trial.tasks.size());
    }

    @Test
    void aForkOfTheChainIsRefused() throws Exception {
        trainsOnceUnderEach();
        trial.world.signing = next(next(first));
        trial.coordinator.offer(3, 1, trial.deadline());
        runUntilRefused(pinning(first));
        assertEquals(Reason.BAD_LINEAGE, trial.events.reasons().get(0));
        assertEquals(2, trial.tasks.size());
    }

    @Test
    void anotherCoordinatorsKeysAreRefusedBeforeTheTokenIsShown() throws Exception {
        trial.world.signing = next(SigningKeys.generate(0));
        runUntilRefused(pinning(first));
        assertEquals(Reason.WRONG_SIGNER, trial.events.reasons().get(0));
        assertEquals(Phase.ENROL, trial.events.failed().get(0));
        assertEquals(List.of(), trial.coordinator.calls("POST /v1/enrolments"));
    }

    @Test
    void anOfferOfAReplacedKeyIsRefused() throws Exception {
        trial.world.signing = second;
        trial.coordinator.next(Tamper.assignment(first.sign(SignatureContext.ROUND_OFFER,
                WireJson.write(trial.world.offer(1, 0, trial.deadline())))));
        runUntilIdle(pinning(first));
        assertEquals(List.of(Reason.WRONG_SIGNER), trial.events.reasons());
        assertEquals(0, trial.tasks.size());
    }

    @Test
    void anOfferOfTheKeyForVersionsIsRefused() throws Exception {
        trial.coordinator.next(Tamper.assignment(first.sign(SignatureContext.MODEL_MANIFEST,
                WireJson.write(trial.world.offer(1, 0, trial.deadline())))));
        runUntilIdle(pinning(first));
        assertEquals(List.of(Reason.WRONG_SIGNER), trial.events.reasons());
    }

    @Test
    void aVersionThatAReplacedKeySignedOnOneOfTheNewKeyIsRefusedHoweverItIsDated() throws Exception {
        trainsOnceUnderEach();
        trial.world.publish(World.vector(2));
        trial.world.replace(2, first.sign(SignatureContext.MODEL_MANIFEST, trial.world.manifest(2).payload()));
        trial.coordinator.offer(3, 2, trial.deadline());
        runUntilRefused(pinning(first));
        assertEquals(List.of(Reason.BAD_LINEAGE), trial.events.reasons());
        assertEquals(1, served());
    }

    @Test
    void aTrustFileKnowsTheKeysSoFar() throws Exception {
        Path trust = Files.createDirectory(directory.resolve("trust"));
        new TrustFile(trial.world.owner.publicKey(), second.root(), second.chain().links(1)).write(trust);
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilRefused(builder().trust(TrustFile.read(trust).orElseThrow()));
        assertEquals(Reason.BAD_LINEAGE, trial.events.reasons().get(0), "the coordinator is behind the file");
        assertEquals(0, trial.tasks.size());
    }
}
