package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.eligibility.Conditions;
import io.tributary.client.eligibility.EligibilityPlugIn;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.method.ClientMethodPlugIn;
import io.tributary.learning.method.MethodRound;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.plugin.PlugIns;
import io.tributary.protocol.update.CodecPlugIn;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that lacks what a plan names, or has another version of it, declines by name before it fetches the model. */
final class NamedPlugInsTest extends TrialTest {
    @TempDir
    private Path folder;

    /** Does nothing. */
    public static final class Nothing implements ClientMethodPlugIn {
        /** For the service loader. */
        public Nothing() {}

        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public String summary() {
            return "Does nothing.";
        }

        @Override
        public MethodRound begin(TrainingTask task, int examples, double rate, PlugInSpec settings) {
            throw new IllegalStateException("the trainer of this test has no methods");
        }
    }

    /** Keeps everybody out. */
    public static final class Never implements EligibilityPlugIn {
        /** For the service loader. */
        public Never() {}

        @Override
        public String name() {
            return "never";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public String summary() {
            return "Keeps everybody out.";
        }

        @Override
        public List<String> lacking(Conditions now, Instant time, PlugInSpec settings) {
            return List.of("nobody takes part");
        }
    }

    /** Never asked what it does. */
    public static final class Tiny implements CodecPlugIn {
        /** For the service loader. */
        public Tiny() {}

        @Override
        public String name() {
            return "tiny";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public String summary() {
            return "Few bits.";
        }

        @Override
        public int bits(PlugInSpec settings) {
            return 8;
        }

        @Override
        public void encode(float[] values, long seed, PlugInSpec settings, byte[] into) {
            throw new IllegalStateException("another version is not asked");
        }

        @Override
        public void decode(byte[] bytes, PlugInSpec settings, float[] values) {
            throw new IllegalStateException("another version is not asked");
        }
    }

    @AfterEach
    void forget() {
        PlugIns.lookIn(null);
    }

    private void bring(Class<?> port, Class<?> provider) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(port.getName()), provider.getName());
        PlugIns.lookIn(new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));
    }

    private void sign(RunPlan.Builder plan) {
        trial.world.sign(plan.build());
        trial.coordinator.offer(1, 0, trial.deadline());
    }

    private RunPlan.Builder withMethod(String version) {
        RunPlan plan = trial.world.plan();
        return plan.toBuilder().training(plan.training().toBuilder()
                .method(new ClientMethod.PlugInMethod(PlugInSpec.of("nothing", version), 0)).build());
    }

    private RunPlan.Builder withEligibility() {
        return withEligibility("1.0");
    }

    private RunPlan.Builder withEligibility(String version) {
        RoundSpec round = trial.world.plan().round();
        return trial.world.plan().toBuilder()
                .round(new RoundSpec(round.cohort(), round.overSelect(), round.reportGoal(), round.minReports(),
                        round.pool(), round.selectionSeconds(), round.deadlineSeconds(), round.maxAbandoned(), null,
                        null, PlugInSpec.of("never", version)));
    }

    private String declined(Reason reason) throws Exception {
        runUntilIdle(builder());
        assertEquals(List.of(), trial.coordinator.calls("GET /v1/models"));
        assertEquals(0, trial.tasks.size(), "times trained");
        DeviceMessage.Decline decline = trial.coordinator.messages(DeviceMessage.Decline.class).get(0);
        assertEquals(reason, decline.reason());
        return decline.why();
    }

    @Test
    void aClientMethodThatIsNotHereIsDeclined() throws Exception {
        sign(withMethod("1.0"));
        String why = declined(Reason.MISSING_PLUG_IN);
        assertTrue(why.contains("the client method 'nothing' 1.0, a plug-in that is not here"), why);
    }

    @Test
    void anotherVersionIsDeclined() throws Exception {
        bring(ClientMethodPlugIn.class, Nothing.class);
        sign(withMethod("2.0"));
        String why = declined(Reason.MISSING_PLUG_IN);
        assertTrue(why.contains("'nothing' 2.0, a plug-in that is here in version 1.0"), why);
    }

    @Test
    void theVersionThatIsNamedIsTrained() throws Exception {
        bring(ClientMethodPlugIn.class, Nothing.class);
        sign(withMethod("1.0"));
        runUntilIdle(builder());
        assertEquals(1, trial.coordinator.messages(DeviceMessage.Report.class).size());
    }

    private RunPlan.Builder withCodec(String version) {
        UpdateSpec update = trial.world.plan().update();
        return trial.world.plan().toBuilder().update(new UpdateSpec(update.bound(), update.scaleBits(),
                update.maxWeight(), update.maxUpdates(), new CodecSpec(null, false, null, false,
                        new CodecSpec.PlugInCodec(PlugInSpec.of("tiny", version), 8, 0)),
                update.download()));
    }

    @Test
    void anotherVersionOfACodecIsDeclined() throws Exception {
        bring(CodecPlugIn.class, Tiny.class);
        sign(withCodec("1.1"));
        String why = declined(Reason.MISSING_PLUG_IN);
        assertTrue(why.contains("the codec 'tiny' 1.1, a plug-in that is here in version 1.0"), why);
    }

    @Test
    void anotherVersionOfAnEligibilityRuleIsDeclined() throws Exception {
        bring(EligibilityPlugIn.class, Never.class);
        sign(withEligibility("0.9"));
        String why = declined(Reason.MISSING_PLUG_IN);
        assertTrue(why.contains("the eligibility rule 'never' 0.9, a plug-in that is here in version 1.0"), why);
    }

    @Test
    void aCodecThatIsNotHereIsDeclined() throws Exception {
        sign(withCodec("1.0"));
        String why = declined(Reason.MISSING_PLUG_IN);
        assertTrue(why.contains("the codec 'tiny' 1.0"), why);
    }

    @Test
    void anEligibilityRuleKeepsTheDeviceOut() throws Exception {
        bring(EligibilityPlugIn.class, Never.class);
        sign(withEligibility());
        String why = declined(Reason.NOT_ELIGIBLE);
        assertTrue(why.contains("nobody takes part"), why);
    }

    @Test
    void anEligibilityRuleThatIsNotHereIsDeclined() throws Exception {
        sign(withEligibility());
        String why = declined(Reason.MISSING_PLUG_IN);
        assertTrue(why.contains("the eligibility rule 'never' 1.0"), why);
    }
}
