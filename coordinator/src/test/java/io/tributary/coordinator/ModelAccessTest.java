package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.access.AccessOptions;
import io.tributary.protocol.Sha256;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Who may read plans and models, and that it is counted who did. */
class ModelAccessTest {
    private static final String MANIFEST = "/v1/models/test-model/versions/0";
    private static final String LINEAGE = "/v1/models/test-model/lineage";

    private static String run(TestCoordinator coordinator) throws Exception {
        String run = coordinator.startRun(Plans.closeAll(1, 1));
        TestCoordinator.await("the first version is there",
                () -> coordinator.operator("GET", MANIFEST, new byte[0]).statusCode() == 200);
        return run;
    }

    private static String metrics(TestCoordinator coordinator) throws Exception {
        return new String(TestCoordinator.expect(200, coordinator.get("/metrics")).body(), StandardCharsets.UTF_8);
    }

    @Test
    void modelsAreForDevicesAndOperatorsAndItIsCountedWhoTookWhich() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            TestDevice device = TestDevice.enrolled(coordinator, "ann");
            String run = run(coordinator);
            assertEquals(401, coordinator.get(MANIFEST).statusCode());
            assertEquals(401, coordinator.get(LINEAGE).statusCode());
            assertEquals(200, device.get(LINEAGE + "?after=0").statusCode());
            assertEquals(404, device.get("/v1/models/other/lineage?after=0").statusCode());
            assertEquals(400, device.get(LINEAGE + "?after=-1").statusCode());
            assertEquals(401, coordinator.get("/v1/runs/" + run + "/plan").statusCode());
            assertEquals(401, coordinator.get("/v1/models/x/chunks/" + Sha256.ZERO.hex()).statusCode());
            assertEquals(200, device.get(MANIFEST).statusCode());
            assertEquals(200, device.get(MANIFEST).statusCode());
            assertEquals(200, coordinator.operator("GET", MANIFEST, new byte[0]).statusCode());
            String counted = metrics(coordinator);
            assertTrue(counted.lines().anyMatch(line -> line.startsWith("tributary_models_taken_total")
                    && line.contains("by=\"device\"") && line.contains("version=\"0\"") && line.endsWith(" 2.0")),
                    counted);
            assertTrue(counted.lines().anyMatch(line -> line.startsWith("tributary_models_taken_total")
                    && line.contains("by=\"operator\"")), counted);
        }
    }

    @Test
    void wherModelsArePublicAnybodyReadsThemAndCachesMayKeepThem() throws Exception {
        AccessOptions open = AccessOptions.open().toBuilder().publicModels(true).build();
        try (TestCoordinator coordinator = TestCoordinator.start(java.time.InstantSource.system(), open)) {
            String run = run(coordinator);
            assertEquals(200, coordinator.get(MANIFEST).statusCode());
            assertEquals(200, coordinator.get("/v1/runs/" + run + "/plan").statusCode());
            assertTrue(metrics(coordinator).contains("by=\"anybody\""));
        }
    }

    @Test
    void aChunkOfManyPiecesComesWholeAndPrivate() throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            TestDevice device = TestDevice.enrolled(coordinator, "ann");
            run(coordinator);
            assertEquals(Plans.VALUES, device.model("test-model", 0).length);
            HttpResponse<byte[]> chunk =
                    device.get("/v1/models/test-model/chunks/" + device.manifest("test-model", 0).chunks().get(0));
            assertTrue(chunk.body().length > 4 * 64 * 1024, "several pieces: " + chunk.body().length);
            assertEquals("private, max-age=31536000, immutable",
                    chunk.headers().firstValue("cache-control").orElse("none"));
        }
    }
}
