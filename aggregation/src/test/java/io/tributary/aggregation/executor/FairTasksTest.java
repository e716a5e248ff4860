package io.tributary.aggregation.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairTasksTest {
    private final List<String> done = new ArrayList<>();

    private Optional<FairTasks.Task> add(FairTasks tasks, String owner, String name) {
        return tasks.add(owner, () -> done.add(name));
    }

    /** One thread works off all. */
    private void work(FairTasks tasks, FairTasks.Task first) {
        for (Optional<FairTasks.Task> task = Optional.of(first); task.isPresent(); task = tasks.after(task.get())) {
            task.get().work().run();
        }
    }

    @Test
    void ownersTakeTurnsHoweverManyTasksOneBrought() {
        FairTasks tasks = new FairTasks(1);
        FairTasks.Task first = add(tasks, "greedy", "g1").orElseThrow();
        List.of("g2", "g3", "g4", "g5").forEach(name -> assertEquals(Optional.empty(), add(tasks, "greedy", name)));
        List.of("s1", "s2").forEach(name -> assertEquals(Optional.empty(), add(tasks, "small", name)));
        work(tasks, first);
        assertEquals(List.of("g1", "s1", "g2", "s2", "g3", "g4", "g5"), done);
    }

    @Test
    void ownersHaveAsManyCoresEachAndOneAloneHasAll() {
        FairTasks tasks = new FairTasks(4);
        List<FairTasks.Task> atWork = new ArrayList<>();
        for (int task = 0; task < 8; task++) {
            add(tasks, "greedy", "g").ifPresent(atWork::add);
        }
        assertEquals(4, atWork.size());
        for (int task = 0; task < 8; task++) {
            assertEquals(Optional.empty(), add(tasks, "small", "s"));
        }
        List<String> next = new ArrayList<>();
        for (FairTasks.Task ended : List.copyOf(atWork).subList(0, 2)) {
            next.add(tasks.after(ended).orElseThrow().owner());
        }
        assertEquals(List.of("small", "small"), next);
        assertEquals("greedy", tasks.after(atWork.get(2)).orElseThrow().owner());
    }

    @Test
    void anOwnerHasNoMoreCoresThanOneMayAndLeavesTheOthersIdle() {
        FairTasks tasks = new FairTasks(3, 2);
        FairTasks.Task first = add(tasks, "greedy", "g1").orElseThrow();
        assertTrue(add(tasks, "greedy", "g2").isPresent());
        assertEquals(Optional.empty(), add(tasks, "greedy", "g3"));
        assertTrue(add(tasks, "modest", "m1").isPresent());
        assertEquals("greedy", tasks.after(first).orElseThrow().owner());
    }
}
