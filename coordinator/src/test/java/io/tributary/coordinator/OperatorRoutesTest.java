package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.message.ModelPage;
import io.tributary.protocol.message.ModelView;
import io.tributary.protocol.message.RunView;
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
            TestCoordinator.expect(204, coordinator.operator("DELETE", "/v1/runs/" + run, new byte[0]));
            TestCoordinator.await("it stopped", () -> coordinator.view(run).status() == RunView.Status.STOPPED);
            String second = coordinator.startRun(Plans.closeAll(1, 2));
            TestCoordinator.await("its first round waits for devices",
                    () -> coordinator.view(second).state() == RunView.State.SELECTING);
            TestCoordinator.expect(204, coordinator.operator("DELETE", "/v1/runs/" + second, new byte[0]));
            TestCoordinator.await("it stopped", () -> coordinator.view(second).status() == RunView.Status.STOPPED);

            TestCoordinator.expect(204,
                    coordinator.operator("POST", "/v1/runs/" + second + "/resume", new byte[0]));
            device.takePart(1f, 1);
            RunOverHttpTest.finished(coordinator, second);

            String log = new String(
                    coordinator.memory().audit().newest().orElseThrow().payload(),
                    java.nio.charset.StandardCharsets.UTF_8);
            assertTrue(log.contains("POST /v1/runs/" + second + "/resume") && log.contains("done"), log);
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
}
