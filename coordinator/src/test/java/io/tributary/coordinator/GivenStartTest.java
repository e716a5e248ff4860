package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.RunRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RunPlan;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** A run whose model begins with values that its owner brings along. */
class GivenStartTest {
    private static final RunPlan PLAN = Plans.closeAll(1, 1);

    private static float[] values() {
        float[] values = new float[PLAN.layout().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i - 0.25f;
        }
        return values;
    }

    private static RunPlan beginning(float[] values) {
        return PLAN.toBuilder().spec(PLAN.spec().startingFrom(VectorDigest.of(values).hex())).build();
    }

    private static HttpResponse<byte[]> put(TestCoordinator coordinator, String path, int length, float[] values,
            int from)
            throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values, from, length);
        return coordinator.operator("PUT", "/v1/models/" + path, bytes.array());
    }

    private static void put(TestCoordinator coordinator, RunPlan plan, float[] values) throws Exception {
        Chunking chunking = plan.layout().chunking();
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            TestCoordinator.expect(204, put(coordinator, path(plan, chunk), chunking.length(chunk), values,
                    chunking.offset(chunk)));
        }
    }

    private static String path(RunPlan plan, int chunk) {
        return plan.model() + "/starts/" + plan.spec().given().orElseThrow() + "/chunks/" + chunk;
    }

    private static String refused(Reason reason, TestCoordinator coordinator, RunPlan plan) throws Exception {
        HttpResponse<byte[]> answer = coordinator.operator("POST", "/v1/runs",
                WireJson.write(new RunRequest(coordinator.signed(plan))));
        Problem problem = TestDevice.problem(answer);
        assertEquals(reason, problem.code(), problem.detail());
        return problem.detail();
    }

    @Test
    void theFirstVersionHoldsExactlyTheValuesThatThePlanNames() throws Exception {
        float[] values = values();
        RunPlan plan = beginning(values);
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            assertTrue(refused(Reason.INVALID_FIELD, coordinator, plan)
                    .contains("chunk 0 of 0..1 of the start of 'test-model' was not put"));
            put(coordinator, plan, values);
            coordinator.startRun(plan);
            TestDevice device = TestDevice.enrolled(coordinator, "d0");
            device.takePart(1, 1);
            assertArrayEquals(values, device.model("test-model", 0));
            assertEquals(plan.spec().given().orElseThrow(), device.manifest("test-model", 0).sha256());
            assertTrue(coordinator.memory().objects().list("starts").isEmpty());
        }
    }

    @Test
    void aModelThatIsThereGoesOnOnlyFromItsOwnStart() throws Exception {
        float[] values = values();
        RunPlan plan = beginning(values);
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            put(coordinator, plan, values);
            coordinator.startRun(plan);
            TestDevice device = TestDevice.enrolled(coordinator, "d0");
            device.takePart(1, 1);
            coordinator.startRun(plan.toBuilder().use(PlanUse.once()).build());
            values[7] = 8;
            String said = refused(Reason.INVALID_FIELD, coordinator, beginning(values));
            assertTrue(said.contains("model 'test-model' is there and began with "
                    + plan.spec().given().orElseThrow()), said);
        }
    }

    @Test
    void whatIsPutMustBeWhole() throws Exception {
        float[] values = values();
        RunPlan plan = beginning(values);
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            put(coordinator, plan, values);
            TestCoordinator.expect(204, put(coordinator, path(plan, 1), 9, values, 0));
            assertTrue(refused(Reason.INVALID_FIELD, coordinator, plan)
                    .contains(
                            "chunk 1 of 0..1 of the start of 'test-model' has 36 bytes, where the plan's layout has 40"));
            TestCoordinator.expect(204, put(coordinator, path(plan, 1), 10, values, 0));
            assertTrue(refused(Reason.HASH_MISMATCH, coordinator, plan).contains("the plan names"));
            float[] broken = values();
            broken[3] = Float.NaN;
            put(coordinator, plan, broken);
            assertTrue(refused(Reason.INVALID_FIELD, coordinator, plan).contains("holds NaN, which is no number"));
        }
    }

    @Test
    void whatCanBeNoPartOfAStartIsRefused() throws Exception {
        String hash = "ab".repeat(32);
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            for (String path : new String[] {"m/starts/short/chunks/0", "m/starts/" + hash + "/chunks/16384",
                "m/starts/" + hash + "/chunks/x", "M/starts/" + hash + "/chunks/0"}) {
                assertEquals(Reason.INVALID_FIELD,
                        TestDevice.problem(coordinator.operator("PUT", "/v1/models/" + path, new byte[4])).code(),
                        path);
            }
            assertEquals(Reason.TOO_LARGE, TestDevice.problem(coordinator.operator("PUT",
                    "/v1/models/m/starts/" + hash + "/chunks/0", new byte[(1 << 18) + 1])).code());
            assertEquals(0, coordinator.memory().objects().list("starts").size());
        }
    }
}
