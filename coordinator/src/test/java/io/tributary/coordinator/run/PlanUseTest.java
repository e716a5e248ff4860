package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.Plans;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RunPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A signed plan is public: it starts as many runs as its owner allowed, when it was allowed, and no other. */
class PlanUseTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static RunPlan plan(PlanUse use) {
        return Plans.closeAll(1, 1).toBuilder().use(use).build();
    }

    private static void assertRefused(Reason reason, RunWorld world, RunPlan plan) {
        assertEquals(reason, assertThrows(RejectedException.class, () -> world.create(plan)).reason());
        assertEquals(0, world.runs.page(Optional.empty(), "", 9).size());
    }

    @Test
    void whoHasSeenAPlanCannotStartItAgain() throws Exception {
        try (RunWorld world = new RunWorld()) {
            RunPlan plan = plan(PlanUse.once());
            String run = world.create(plan);

            assertEquals(Reason.PLAN_SPENT,
                    assertThrows(RejectedException.class, () -> world.create(plan)).reason());
            world.runs.stop(run, "enough");
            assertEquals(Reason.PLAN_SPENT,
                    assertThrows(RejectedException.class, () -> world.create(plan)).reason());
            assertEquals(1, world.runs.page(Optional.empty(), "", 9).size());
        }
    }

    @Test
    void aPlanIsGoodBetweenItsTwoInstants() throws Exception {
        try (RunWorld world = new RunWorld()) {
            Instant now = Instant.now();
            assertRefused(Reason.PLAN_EXPIRED, world, plan(PlanUse.of(now.minus(HOUR.multipliedBy(2)), HOUR, 1)));
            assertRefused(Reason.PLAN_NOT_YET, world, plan(PlanUse.of(now.plus(HOUR), HOUR, 1)));
            world.create(plan(PlanUse.of(now.minus(HOUR), HOUR.multipliedBy(2), 1)));
        }
    }
}
