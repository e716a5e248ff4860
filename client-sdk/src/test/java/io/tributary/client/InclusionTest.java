package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest.Reports;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device believes that its update is in a version only after it checked every link of the proof. */
@Timeout(120)
final class InclusionTest extends TrialTest {
    private interface Asked {
        void by(FederatedClient client, List<SignedDocument> reports) throws Exception;
    }

    /** A report of another device in the same round. */
    private SignedDocument stranger(int round) {
        return trial.world.stranger.sign(SignatureContext.UPDATE_REPORT, WireJson.write(new UpdateReport(1, World.RUN,
                round, "device-9", "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55", "ab".repeat(32), "cd".repeat(32), 3)));
    }

    /** Once the device's report of round 1 and another one were summed to version 1. */
    private void afterARound(int round, Asked asked) throws Exception {
        trial.coordinator.idleAtEnd();
        trial.coordinator.offer(1, 0, trial.deadline());
        try (FederatedClient client = builder().build()) {
            client.start();
            trial.time.awaitIdle();
            List<SignedDocument> reports = List.of(
                    trial.coordinator.messages(DeviceMessage.Report.class).get(0).signed(), stranger(round));
            trial.world.publish(trial.world.manifest(World.vector(1), round, Reports.of(reports)));
            asked.by(client, reports);
        }
    }

    private static Reason refused(FederatedClient client, int version) {
        return assertThrows(RejectedException.class, () -> client.inclusion(World.MODEL, version)).reason();
    }

    @Test
    void theDevicesOwnReportIsProvedToBeIn() throws Exception {
        afterARound(1, (client, reports) -> {
            trial.world.prove(InclusionProof.of(reports, 0));
            assertEquals(reports.get(0), client.inclusion(World.MODEL, 1).report());
            assertEquals(Trial.DEVICE, WireJson.readDocument(
                    client.inclusion(World.MODEL, 1).report().payload(), UpdateReport.class).device());
        });
    }

    @Test
    void whatProvesNothingIsRefused() throws Exception {
        afterARound(1, (client, reports) -> {
            assertEquals(Reason.NOT_FOUND, refused(client, 1), "it is not in, the coordinator says");
            assertEquals(Reason.NOT_FOUND, refused(client, 0), "a first version is made of no updates");
            InclusionProof right = InclusionProof.of(reports, 0);
            trial.world.prove(InclusionProof.of(reports, 1));
            assertEquals(Reason.WRONG_SIGNER, refused(client, 1), "another device's report");
            trial.world.prove(new InclusionProof(right.report(), 1, right.proof()));
            assertEquals(Reason.HASH_MISMATCH, refused(client, 1), "another place");
            trial.world.prove(new InclusionProof(right.report(), 0, List.of("cd".repeat(32))));
            assertEquals(Reason.HASH_MISMATCH, refused(client, 1), "another path");
            trial.world.prove(right);
            trial.world.replace(1, trial.world.stranger.sign(SignatureContext.MODEL_MANIFEST,
                    trial.world.manifest(1).payload()));
            assertEquals(Reason.WRONG_SIGNER, refused(client, 1), "a manifest of another key");
            trial.world.replace(1, trial.world.manifest(0));
            assertEquals(Reason.BAD_LINEAGE, refused(client, 1), "another version's manifest");
        });
    }

    @Test
    void aReportOfAnotherRoundProvesNothing() throws Exception {
        afterARound(2, (client, reports) -> {
            trial.world.prove(InclusionProof.of(reports, 0));
            assertEquals(Reason.WRONG_ROUND, refused(client, 1));
        });
    }
}
