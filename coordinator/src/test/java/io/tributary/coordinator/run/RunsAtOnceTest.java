package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.Plans;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunQueueing;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RunPlan;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Of a coordinator of its own; {@code MembersShareRunsContract} says it of members. */
@DisplayName("Runs that are played at once")
class RunsAtOnceTest {
    private static String started(RunWorld world, String model, int priority) throws RejectedException {
        RunPlan plan = Plans.closeAll(1, 1).toBuilder().model(model).build();
        return world.runs.create(world.sign(plan), plan, priority);
    }

    private static Set<String> played(RunWorld world) {
        return world.runs.played().stream().map(run -> run.run().run()).collect(Collectors.toSet());
    }

    private static void finish(RunWorld world, String run) throws Exception {
        OpenRound round = world.runs.openRounds().stream().filter(open -> open.run().equals(run)).findFirst()
                .orElseThrow();
        world.report(round, "d0", 1, 1);
        assertEquals(RunView.Status.FINISHED, world.awaitEnd(run).status());
    }

    @Test
    void areOfSeveralModelsAndThoseOfOneModelFollowOneAnother() throws Exception {
        try (RunWorld first = new RunWorld(); RunWorld world = first.playing(2)) {
            String glyphs = started(world, "glyphs", 5);
            String again = started(world, "glyphs", 9);
            String signs = started(world, "signs", 5);
            String full = started(world, "letters", 5);
            assertEquals(Set.of(glyphs, signs), played(world));
            assertNull(world.runs.view(glyphs).queue());
            assertEquals(new RunQueueing(1, 9, RunQueueing.Why.MODEL), world.runs.view(again).queue());
            assertEquals(new RunQueueing(2, 5, RunQueueing.Why.FULL), world.runs.view(full).queue());
            assertEquals(3, world.runs.wantedHere());

            world.checkIn(1);
            RunWorld.await("both are open", () -> world.runs.openRounds().size() == 2);
            finish(world, glyphs);
            RunWorld.await("the next has its turn", () -> played(world).equals(Set.of(again, signs)));
            finish(world, signs);
            RunWorld.await("there is room", () -> played(world).equals(Set.of(again, full)));
            RunWorld.await("nobody waits", () -> world.runs.waiting() == 0);
        }
    }

    @Test
    void areOfferedDevicesByTheDeadlineOfTheirRoundsWhicheverRunIsOlder() throws Exception {
        try (RunWorld first = new RunWorld(); RunWorld world = first.playing(2)) {
            String older = world.create(Plans.closeAll(1, 2).toBuilder().model("glyphs").build());
            String newer = started(world, "signs", 5);
            world.checkIn(1);
            RunWorld.await("both are open", () -> world.runs.openRounds().size() == 2);
            long opened = System.currentTimeMillis();
            RunWorld.await("a later deadline is another one", () -> System.currentTimeMillis() > opened);
            world.report(world.runs.openRounds().stream().filter(open -> open.run().equals(older)).findFirst()
                    .orElseThrow(), "d0", 1, 1);
            RunWorld.await("its next round is open", () -> world.runs.openRounds().stream()
                    .anyMatch(open -> open.run().equals(older) && open.round() == 2));
            assertEquals(List.of(newer, older), world.runs.openRounds().stream().map(OpenRound::run).toList());
        }
    }

    @Test
    void leaveEachOtherTheDevicesThatTheyDrew() throws Exception {
        try (RunWorld first = new RunWorld(); RunWorld world = first.playing(2)) {
            started(world, "glyphs", 5);
            started(world, "signs", 5);
            world.checkIn(2);
            RunWorld.await("both are open", () -> world.runs.openRounds().size() == 2);
            assertEquals(Set.of("d0", "d1"), world.runs.openRounds().stream()
                    .flatMap(open -> open.state().tally().cohort().stream()).collect(Collectors.toSet()));
        }
    }

    @Test
    void areThoseOfTheHighestPriorityFirstWhereTheOthersHaveNotWaitedForLong() throws Exception {
        try (RunWorld first = new RunWorld(); RunWorld world = first.playing(1)) {
            String played = started(world, "glyphs", 5);
            String low = started(world, "signs", 1);
            String high = started(world, "letters", 9);
            assertEquals(1, world.runs.view(high).queue().position());
            assertEquals(2, world.runs.view(low).queue().position());
            world.runs.stop(played, "enough");
            RunWorld.await("the next has its turn", () -> played(world).equals(Set.of(high)));
        }
    }

    @Test
    void goOnAfterARestartBeforeOneOfTheirModelThatHasNotBegun() throws Exception {
        HandClock storage = new HandClock();
        RunWorld first = new RunWorld(storage);
        String begun;
        try (RunWorld before = first.playing(2)) {
            begun = started(before, "glyphs", 0);
            before.checkIn(1);
            before.awaitRound(1);
            started(before, "glyphs", 9);
        }
        storage.pass(OwnerLease.LENGTH.plusSeconds(1));
        try (first; RunWorld after = first.playing(2)) {
            after.runs.resume();
            assertEquals(Set.of(begun), played(after));
            after.awaitRound(1);
            finish(after, begun);
        }
    }

    @Test
    void thatWasResumedWaitsForTheOneOfItsModelThatIsPlayed() throws Exception {
        try (RunWorld first = new RunWorld(); RunWorld world = first.playing(2)) {
            String stopped = started(world, "glyphs", 9);
            world.runs.stop(stopped, "not now");
            String played = started(world, "glyphs", 0);
            world.runs.resume(stopped);
            assertEquals(Set.of(played), played(world));
            assertEquals(List.of(RunQueueing.Why.MODEL), List.of(world.runs.view(stopped).queue().why()));
        }
    }
}
