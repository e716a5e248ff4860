package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.message.Problem;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.plugin.PlugIns;
import io.tributary.protocol.update.CodecPlugIn;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that cannot read the updates of a run, because it was started without the run's codec. */
class MissingCodecTest {
    @TempDir
    private Path folder;

    /** Values as they are. */
    public static final class Plain implements CodecPlugIn {
        /** For the service loader. */
        public Plain() {}

        @Override
        public String name() {
            return "plain";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public String summary() {
            return "Values as they are.";
        }

        @Override
        public int bits(PlugInSpec settings) {
            return Float.SIZE;
        }

        @Override
        public void encode(float[] values, long seed, PlugInSpec settings, byte[] into) {
            ByteBuffer.wrap(into).asFloatBuffer().put(values);
        }

        @Override
        public void decode(byte[] bytes, PlugInSpec settings, float[] values) {
            ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        }
    }

    @AfterEach
    void forget() {
        PlugIns.lookIn(null);
    }

    private void bring() throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(CodecPlugIn.class.getName()), Plain.class.getName());
        PlugIns.lookIn(new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));
    }

    private static RunPlan plan() {
        RunPlan plan = Plans.closeAll(1, 1);
        UpdateSpec update = plan.update();
        CodecSpec codec = new CodecSpec(null, false, null, false,
                new CodecSpec.PlugInCodec(PlugInSpec.of("plain", "1.0"), Float.SIZE, 0));
        return plan.toBuilder().update(new UpdateSpec(update.bound(), update.scaleBits(), update.maxWeight(),
                update.maxUpdates(), codec, update.download())).build();
    }

    @Test
    void aDeviceIsToldToBringItsUpdateLaterAndNothingOfItIsLost() throws Exception {
        bring();
        try (TestCoordinator coordinator = TestCoordinator.start()) {
            TestDevice device = TestDevice.enrolled(coordinator, "device");
            String run = coordinator.startRun(plan());
            RoundOffer offer = device.awaitOffer();
            TestDevice.Sealed update = device.seal(offer, 1);
            PlugIns.lookIn(null);
            Problem later = TestDevice.problem(device.upload(offer, update));
            assertEquals(Reason.UNAVAILABLE, later.code());
            assertTrue(
                    later.detail()
                            .contains("cannot read updates of run " + run + ": the plan names the codec 'plain' 1.0"),
                    later.detail());
            assertTrue(coordinator.memory().rounds().accepted(run, 1).isEmpty());
            bring();
            Problem lookedAt = TestDevice.problem(device.upload(offer, update)); // another codec's length
            assertNotEquals(Reason.UNAVAILABLE, lookedAt.code());
        }
    }
}
