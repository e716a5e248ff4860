package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.message.ModelPage;
import io.tributary.protocol.message.ModelView;
import io.tributary.protocol.message.RunPage;
import io.tributary.protocol.message.RunQueueing;
import io.tributary.protocol.message.RunRequest;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.VersionPage;
import io.tributary.protocol.message.WireJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Resuming runs and listing models, over HTTP. */
class OperatorRoutesTest {
    private static String finishedRun(TestCoordinator coordinator) throws Exception {
        TestDevice device = TestDevice.enrolled(coordinator, "device-a");
        String run = coordinator.startRun(Plans.closeAll(1, 1));
        device.takePart(1f, 1);
        RunOverHttpTest.finished(coordinator, run);
        return run;
    }

    private static ModelPage models(TestCoordinator coordinator, String query) throws Exception {
        return WireJson.readMessage(TestCoordinator
                .expect(200, coordinator.operator("GET", "/v1/models" + query, new byte[0])).body(), ModelPage.class);
    }

    @Test
    void modelsAreListedByTheirNewestVersions() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            assertEquals(List.of(), models(coordinator, "").models());
            String run = finishedRun(coordinator);
            ModelPage page = models(coordinator, "");
            ModelView model = page.models().get(0);
            assertEquals(1, page.models().size());
            assertNull(page.next());
            assertEquals("test-model", model.model());
            assertEquals(1, model.version());
            assertEquals(run, model.run());
            assertEquals(1, model.round());
            assertEquals(coordinator.view(run).history().get(0).model().sha256(), model.sha256());
            assertEquals(List.of(), models(coordinator, "?after=test-model").models());
        }
    }

    @Test
    void aPageThatCannotBeAskedForIsRefused() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            for (String query : List.of("?limit=0", "?limit=101", "?limit=x", "?after=..%2F")) {
                var answer = coordinator.operator("GET", "/v1/models" + query, new byte[0]);
                assertEquals(Reason.INVALID_FIELD, TestDevice.problem(answer).code(), query);
            }
        }
    }

    @Test
    void aStoppedRunIsResumedAndThatIsWrittenToTheAuditLog() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            TestDevice device = TestDevice.enrolled(coordinator, "device-a");
            String run = coordinator.startRun(Plans.closeAll(1, 1));
            TestCoordinator.expect(204, coordinator.operator("POST", "/v1/runs/" + run + "/stop", new byte[0]));
            TestCoordinator.await("it stopped", () -> coordinator.view(run).status() == RunView.Status.STOPPED);
            String second = coordinator.startRun(Plans.closeAll(1, 2));
            TestCoordinator.await("its first round waits for devices",
                    () -> coordinator.view(second).state() == RunView.State.SELECTING);
            TestCoordinator.expect(204, coordinator.operator("POST", "/v1/runs/" + second + "/stop", new byte[0]));
            TestCoordinator.await("it stopped", () -> coordinator.view(second).status() == RunView.Status.STOPPED);

            TestCoordinator.expect(204,
                    coordinator.operator("POST", "/v1/runs/" + second + "/resume", new byte[0]));
            device.takePart(1f, 1);
            RunOverHttpTest.finished(coordinator, second);

            String log = new String(
                    coordinator.memory().audit().newest().orElseThrow().document().payload(),
                    java.nio.charset.StandardCharsets.UTF_8);
            assertTrue(log.contains("POST /v1/runs/" + second + "/resume") && log.contains("done"), log);
        }
    }

    private static void refused(Reason reason, java.net.http.HttpResponse<byte[]> answer) throws Exception {
        assertEquals(reason, TestDevice.problem(answer).code());
    }

    @Test
    void runsAreListedInPagesNewestFirstAndTheNewestIsLatest() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            refused(Reason.NOT_FOUND, coordinator.operator("GET", "/v1/runs/latest", new byte[0]));
            String first = coordinator.startRun(Plans.closeAll(1, 1));
            String second = coordinator.startRun(Plans.closeAll(2, 1));
            TestCoordinator.await("the first one waits for devices",
                    () -> coordinator.view(first).state() == RunView.State.SELECTING);

            RunPage page = runs(coordinator, "?limit=1");
            assertEquals(second, page.next());
            assertEquals(List.of(second), page.runs().stream().map(RunSummary::run).toList());
            assertEquals(new RunQueueing(1, 5, RunQueueing.Why.MODEL), page.runs().getFirst().queue());
            RunSummary waiting = runs(coordinator, "?after=" + second + "&limit=1").runs().getFirst();
            assertEquals(new RunView.Waiting(0, 1), waiting.waiting());
            assertEquals(new RunView.Waiting(0, 1), coordinator.view(first).waiting());
            assertEquals(List.of(), runs(coordinator, "?status=failed").runs());
            assertEquals(second, WireJson.readMessage(TestCoordinator.expect(200,
                    coordinator.operator("GET", "/v1/runs/latest", new byte[0])).body(), RunView.class).run());
            for (String query : List.of("?limit=0", "?limit=201", "?after=x", "?status=lost", "?status=ACTIVE")) {
                refused(Reason.INVALID_FIELD, coordinator.operator("GET", "/v1/runs" + query, new byte[0]));
            }
        }
    }

    private static RunPage runs(TestCoordinator coordinator, String query) throws Exception {
        return WireJson.readMessage(TestCoordinator.expect(200,
                coordinator.operator("GET", "/v1/runs" + query, new byte[0])).body(), RunPage.class);
    }

    @Test
    void aRunThatIsOverIsDeletedAndItsVersionsStay() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            String run = finishedRun(coordinator);
            String waits = coordinator.startRun(Plans.closeAll(1, 1));
            refused(Reason.RUN_ACTIVE, coordinator.operator("DELETE", "/v1/runs/" + waits, new byte[0]));
            TestCoordinator.expect(204, coordinator.operator("DELETE", "/v1/runs/" + run, new byte[0]));
            refused(Reason.NOT_FOUND, coordinator.operator("DELETE", "/v1/runs/" + run, new byte[0]));
            refused(Reason.NOT_FOUND, coordinator.operator("GET", "/v1/runs/" + run, new byte[0]));
            assertEquals(run, models(coordinator, "").models().getFirst().run());
            VersionPage versions = WireJson.readMessage(TestCoordinator.expect(200, coordinator.operator("GET",
                    "/v1/models/test-model/versions?limit=1", new byte[0])).body(), VersionPage.class);
            assertEquals(1, versions.versions().getFirst().version());
            assertEquals(1, versions.next());
        }
    }

    @Test
    void aFinishedRunIsOver() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            String run = finishedRun(coordinator);
            var answer = coordinator.operator("POST", "/v1/runs/" + run + "/resume", new byte[0]);
            assertEquals(409, answer.statusCode());
            assertEquals(Reason.RUN_OVER, TestDevice.problem(answer).code());
        }
    }

    private static void done(TestCoordinator coordinator, String method, String path) throws Exception {
        TestCoordinator.expect(204, coordinator.operator(method, path, new byte[0]));
    }

    @Test
    void anOldVersionIsDeletedAndItsManifestStays() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            finishedRun(coordinator);
            String versions = "/v1/models/test-model/versions";
            refused(Reason.NEWEST_VERSION, coordinator.operator("DELETE", versions + "/1", new byte[0]));
            refused(Reason.NOT_FOUND, coordinator.operator("DELETE", versions + "/2", new byte[0]));
            refused(Reason.INVALID_FIELD, coordinator.operator("DELETE", versions + "/x", new byte[0]));
            done(coordinator, "DELETE", versions + "/0");
            done(coordinator, "DELETE", versions + "/0");
            VersionPage page = WireJson.readMessage(TestCoordinator.expect(200,
                    coordinator.operator("GET", versions, new byte[0])).body(), VersionPage.class);
            assertEquals(List.of(true, false), page.versions().stream().map(ModelView::kept).toList());
            TestCoordinator.expect(200, coordinator.operator("GET", versions + "/0", new byte[0]));
        }
    }

    @Test
    void aModelIsDeletedRestoredAndItsNameNeverUsedMeanwhile() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            refused(Reason.NOT_FOUND, coordinator.operator("DELETE", "/v1/models/test-model", new byte[0]));
            finishedRun(coordinator);
            String waits = coordinator.startRun(Plans.closeAll(2, 1));
            refused(Reason.RUN_ACTIVE, coordinator.operator("DELETE", "/v1/models/test-model", new byte[0]));
            done(coordinator, "POST", "/v1/runs/" + waits + "/stop");
            TestCoordinator.await("it stopped", () -> coordinator.view(waits).status() == RunView.Status.STOPPED);

            done(coordinator, "DELETE", "/v1/models/test-model");
            done(coordinator, "DELETE", "/v1/models/test-model");
            assertEquals(List.of(), models(coordinator, "").models());
            assertEquals("test-model", models(coordinator, "?deleted=true").models().getFirst().model());
            for (String path : List.of("/versions", "/versions/latest", "/versions/0")) {
                refused(Reason.NOT_FOUND, coordinator.operator("GET", "/v1/models/test-model" + path, new byte[0]));
            }
            refused(Reason.MODEL_DELETED, coordinator.operator("POST", "/v1/runs/" + waits + "/resume", new byte[0]));
            refused(Reason.MODEL_DELETED, coordinator.operator("POST", "/v1/runs",
                    WireJson.write(new RunRequest(coordinator.signed(Plans.closeAll(1, 1))))));

            done(coordinator, "POST", "/v1/models/test-model/restore");
            done(coordinator, "POST", "/v1/models/test-model/restore");
            assertEquals(1, models(coordinator, "").models().getFirst().version());
            done(coordinator, "POST", "/v1/runs/" + waits + "/resume");
            refused(Reason.NOT_FOUND, coordinator.operator("POST", "/v1/models/other/restore", new byte[0]));
            String log = new String(
                    coordinator.memory().audit().newest().orElseThrow().document().payload(),
                    java.nio.charset.StandardCharsets.UTF_8);
            assertTrue(log.contains("POST /v1/models/other/restore") && log.contains("refused"), log);
        }
    }
}
