package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.message.RunRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.RunPlan;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that plans name as networks. */
final class NetworkPartsTest {
    private static final RunPlan PLAN = Plans.closeAll(1, 1);
    private static final int PART = NetworkSpec.TorchScript.PART_BYTES;

    private static byte[] file() {
        byte[] file = new byte[PART + 10];
        Arrays.fill(file, (byte) 7);
        file[PART] = 1;
        return file;
    }

    private static RunPlan plan(byte[] file) {
        ModelSpec plain = PLAN.spec();
        return PLAN.toBuilder().spec(new ModelSpec("torchscript", plain.input(), plain.classes(),
                List.of(), new NetworkSpec.TorchScript(Sha256.of(file).hex(), file.length),
                VectorDigest.of(new float[PLAN.layout().size()]).hex())).build();
    }

    private static String path(byte[] file, int part) {
        return "/v1/models/test-model/networks/" + Sha256.of(file).hex() + "/parts/" + part;
    }

    private static void put(TestCoordinator coordinator, byte[] file, int part, byte[] bytes) throws Exception {
        TestCoordinator.expect(204, coordinator.operator("PUT", path(file, part), bytes));
    }

    private static String refused(Reason reason, TestCoordinator coordinator, byte[] file) throws Exception {
        float[] start = new float[PLAN.layout().size()];
        Chunking chunking = PLAN.layout().chunking();
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            TestCoordinator.expect(204, coordinator.operator("PUT", "/v1/models/test-model/starts/"
                    + VectorDigest.of(start).hex() + "/chunks/" + chunk,
                    new byte[chunking.length(chunk) * Float.BYTES]));
        }
        HttpResponse<byte[]> answer = coordinator.operator("POST", "/v1/runs",
                WireJson.write(new RunRequest(coordinator.signed(plan(file)))));
        Problem problem = TestDevice.problem(answer);
        assertEquals(reason, problem.code(), problem.detail());
        return problem.detail();
    }

    @Test
    void aRunIsStartedOnceItsFileIsWholeAndDevicesGetItPartByPart() throws Exception {
        byte[] file = file();
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            put(coordinator, file, 0, Arrays.copyOf(file, PART));
            assertTrue(refused(Reason.INVALID_FIELD, coordinator, file).contains("part 1 of 0..1 of the network"));
            put(coordinator, file, 1, new byte[10]);
            assertTrue(refused(Reason.HASH_MISMATCH, coordinator, file)
                    .contains("the plan names " + Sha256.of(file).hex()));
            put(coordinator, file, 1, Arrays.copyOfRange(file, PART, file.length));
            coordinator.startRun(plan(file));
            assertArrayEquals(Arrays.copyOf(file, PART),
                    TestCoordinator.expect(200, coordinator.operator("GET", path(file, 0), new byte[0])).body());
            assertEquals(10,
                    TestCoordinator.expect(200, coordinator.operator("GET", path(file, 1), new byte[0])).body().length);
            assertEquals(Reason.NOT_FOUND,
                    TestDevice.problem(coordinator.operator("GET", path(file, 2), new byte[0])).code());
        }
    }

    @Test
    void whatCanBeNoPartIsRefused() throws Exception {
        byte[] file = file();
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            for (String wrong : new String[] {path(file, 256), path(file, 0).replace("/0", "/x"),
                "/v1/models/test-model/networks/short/parts/0"}) {
                assertEquals(Reason.INVALID_FIELD,
                        TestDevice.problem(coordinator.operator("PUT", wrong, new byte[1])).code(), wrong);
            }
            assertEquals(Reason.TOO_LARGE,
                    TestDevice.problem(coordinator.operator("PUT", path(file, 0), new byte[PART + 1])).code());
            assertTrue(coordinator.memory().objects().list("networks").isEmpty());
        }
    }
}
