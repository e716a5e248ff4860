package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.transparency.Checkpoint;
import io.tributary.protocol.transparency.LogEntry;
import io.tributary.protocol.transparency.LogProof;
import io.tributary.protocol.transparency.SignedNote;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever takes a model finds it in the log, and the log is of one piece. */
class VersionLogOverHttpTest {
    @TempDir
    private Path folder;

    @Test
    void everyVersionOfARunIsInTheSignedLog() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.in(folder)) {
            TestDevice device = TestDevice.enrolled(coordinator, "ann");
            String run = coordinator.startRun(Plans.closeAll(1, 2));
            device.takePart(0.5f, 1);
            device.takePart(0.5f, 1);
            RunOverHttpTest.finished(coordinator, run);

            HttpResponse<byte[]> answer = TestCoordinator.expect(200, read(coordinator, "/v1/log/checkpoint"));
            assertEquals("text/plain; charset=utf-8", answer.headers().firstValue("content-type").orElseThrow());
            Checkpoint head = Checkpoint.of(SignedNote.parse(answer.body()));
            assertEquals(3, head.size());
            byte[] leaves = TestCoordinator.expect(200, read(coordinator, "/v1/log/tile/0/000.p/3")).body();
            assertEquals(3 * 32, leaves.length);
            for (int version = 0; version < 3; version++) {
                String path = "/v1/models/test-model/versions/" + version;
                SignedDocument manifest = WireJson.readDocument(
                        TestCoordinator.expect(200, read(coordinator, path)).body(), SignedDocument.class);
                LogProof proof = LogProof.parse(TestCoordinator.expect(200, read(coordinator, path + "/proof")).body());
                LogEntry entry = new LogEntry("test-model", version, manifest.hash());
                assertTrue(proof.holds(entry));
                assertEquals(head, Checkpoint.of(proof.head()));
                assertArrayEquals(entry.leaf().bytes(), Arrays.copyOfRange(leaves, 32 * version, 32 * version + 32));
            }
            refused(404, Reason.NOT_FOUND, read(coordinator, "/v1/log/tile/0/000"));
            refused(400, Reason.INVALID_FIELD, read(coordinator, "/v1/log/tile/nothing"));
            refused(404, Reason.NOT_FOUND, read(coordinator, "/v1/models/test-model/versions/3/proof"));
            refused(401, Reason.UNAUTHENTICATED, coordinator.get("/v1/log/checkpoint"));
        }
    }

    private static HttpResponse<byte[]> read(TestCoordinator coordinator, String path) throws Exception {
        return coordinator.operator("GET", path, new byte[0]);
    }

    private static void refused(int status, Reason reason, HttpResponse<byte[]> answer) throws Exception {
        assertEquals(reason, WireJson.readMessage(TestCoordinator.expect(status, answer).body(), Problem.class).code());
    }
}
