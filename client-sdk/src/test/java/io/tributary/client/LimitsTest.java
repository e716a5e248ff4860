package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.eligibility.LocalLimits;
import io.tributary.client.fake.World;
import io.tributary.client.internal.eligibility.MemoryNeed;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.Resources;
import io.tributary.protocol.plan.Requirements;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A device gives no more than its limits, says so when it checks in, and declines a plan that wants more before it fetches a model. */
final class LimitsTest extends TrialTest {
    private static final long NEED = MemoryNeed.of(new World().plan());

    private List<String> declinesOf(LocalLimits limits) throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder().limits(limits));
        return trial.coordinator.messages(DeviceMessage.Decline.class).stream().map(DeviceMessage.Decline::why)
                .toList();
    }

    private int reports() {
        return trial.coordinator.messages(DeviceMessage.Report.class).size();
    }

    @Test
    void itSaysAtEveryCheckInWhatItWouldGive() throws Exception {
        runUntilIdle(builder().limits(new LocalLimits(1, 1_000_000)));
        List<DeviceMessage.CheckIn> checkIns = trial.coordinator.messages(DeviceMessage.CheckIn.class);
        assertEquals(new Resources(1, 1_000_000), checkIns.get(0).resources());
        Resources all = LocalLimits.NONE.resources();
        assertEquals(Runtime.getRuntime().availableProcessors(), all.cores());
        assertTrue(all.memoryBytes() > 1 << 20 && all.memoryBytes() < Requirements.MAX_MEMORY, all::toString);
    }

    @Test
    void aPlanThatNeedsMoreMemoryThanIsAllowedIsDeclinedUnfetched() throws Exception {
        assertEquals(List
                .of("not-eligible: the plan does not fit this device: it takes about " + NEED + " bytes of memory and "
                        + (NEED - 1) + " are allowed here"),
                declinesOf(new LocalLimits(1, NEED - 1)));
        assertEquals(List.of(), trial.coordinator.calls("GET /v1/models"));
        assertEquals(0, trial.tasks.size());
    }

    @Test
    void aPlanThatNeedsExactlyWhatIsAllowedIsTrained() throws Exception {
        assertEquals(List.of(), declinesOf(new LocalLimits(1, NEED)));
        assertEquals(1, reports());
    }

    @Test
    void aPlanOfMoreThreadsThanAreAllowedIsDeclinedBecauseTheyCannotBeMadeFewer() throws Exception {
        RunPlan plan = trial.world.plan();
        trial.world.sign(plan.toBuilder().training(new TrainingSpec(1, 10, plan.training().optimizer(), 3)).build());
        assertEquals(List
                .of("not-eligible: the plan does not fit this device: it trains on 3 threads and 2 are allowed here"),
                declinesOf(new LocalLimits(2, 1L << 40)));
    }

    @Test
    void aPlanThatRequiresMoreThanTheDeviceGivesIsDeclinedWhateverTheCoordinatorThought() throws Exception {
        RunPlan plan = trial.world.plan();
        trial.world.sign(plan.toBuilder().round(new RoundSpec(1, 1, 1, 1, 1, 60, 60, new Requirements(2, 1))).build());
        List<String> declines = declinesOf(new LocalLimits(1, 1L << 30));
        assertEquals(1, declines.size());
        assertTrue(declines.get(0).contains("it asks for Requirements[cores=2, memoryBytes=1]"), declines::toString);
        assertEquals(0, trial.tasks.size());
    }
}
