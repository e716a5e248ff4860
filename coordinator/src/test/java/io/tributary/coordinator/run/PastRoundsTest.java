package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.Effect;
import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.StoredEvent;
import io.tributary.coordinator.store.StoredLog;
import io.tributary.coordinator.store.StoredRound;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run is the same, whether the events of its old rounds are stored or what is told of them. */
class PastRoundsTest {
    private static final int SEEDS = 30;
    private static final RunPlan PLAN = Plans.plan(new RoundSpec(3, 1, 3, 2, 3, 60, 60, 3, null), 4);
    private static final RunPlan LONG = Plans.plan(new RoundSpec(3, 1, 3, 2, 3, 60, 60, 3, null), 400);

    /** All that anybody asks a log. */
    private static List<Object> told(RunLog log, List<Effect> effects) {
        List<Object> told = new ArrayList<>(Arrays.asList(log.view(RunView.Status.ACTIVE, ""), effects, log.state(),
                log.round(), log.lastRound(), log.deadline(), log.baseVersion(), log.failure(), log.stopped(),
                log.betweenRounds(), log.needsNoKey(), log.cameToNothing()));
        if (log.betweenRounds()) {
            told.addAll(Arrays.asList(log.notBefore(), log.reasonToPause()));
        }
        return told;
    }

    private static RunLog replayed(RunPlan plan, StoredLog stored, List<Effect> effects) {
        RunLog log = new RunLog(Life.RUN, plan);
        effects.addAll(log.replay(stored));
        return log;
    }

    private static RunLog replayed(StoredLog stored) {
        return replayed(PLAN, stored, new ArrayList<>());
    }

    private static List<Object> told(StoredLog stored) {
        List<Effect> effects = new ArrayList<>();
        return told(replayed(PLAN, stored, effects), effects);
    }

    /** As a store does it. */
    private static StoredLog replacing(StoredLog stored, SortedMap<Integer, String> told) {
        List<StoredRound> past = new ArrayList<>(stored.past());
        told.forEach((round, json) -> past.add(new StoredRound(round, stored.events().stream()
                .filter(event -> event.round() == round).mapToLong(StoredEvent::sequence).max().orElseThrow(), json)));
        return new StoredLog(past,
                stored.events().stream().filter(event -> !told.containsKey(event.round())).toList());
    }

    private static StoredLog first(List<StoredEvent> events, int count) {
        return new StoredLog(List.of(), events.subList(0, count));
    }

    @Test
    void aRunOfWhichOldRoundsAreToldGoesOnFromAnyPointAsOneWhoseEventsAreAllThere() {
        Set<String> seen = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            List<StoredEvent> events = new ToldRounds(PLAN, seed).tell(9).events;
            for (int count = 1; count <= events.size(); count++) {
                StoredLog whole = first(events, count);
                RunLog log = replayed(whole);
                int newest = newestCommitted(log);
                List<Object> expected = told(whole);
                for (int kept = 1; kept <= newest; kept++) {
                    StoredLog less = replacing(whole, log.past().toReplace(kept));
                    assertEquals(expected, told(less), "seed " + seed + ", " + count + " events, from round " + kept);
                    assertEquals(replacing(whole, log.past().toReplace(newest)),
                            replacing(less, replayed(less).past().toReplace(newest)), "replaced in two steps");
                    less.past().forEach(round -> seen.add(kind(round)));
                }
                seen.add(log.lastRound() > PLAN.rounds() ? "played again" : "as planned");
            }
        }
        assertEquals(Set.of("COMMITTED", "COMMITTED and resumed", "ABANDONED", "ABANDONED and resumed", "played again",
                "as planned"), seen);
    }

    /** The newest round that has made a version, over or not; 0 if none has. */
    private static int newestCommitted(RunLog log) {
        return log.state().orElse(null) instanceof RoundState.Committed current ? current.round()
                : log.history().stream().filter(round -> round.outcome() == RoundView.Outcome.COMMITTED)
                        .mapToInt(RoundView::round).max().orElse(0);
    }

    private static String kind(StoredRound stored) {
        PastRound round = PastRound.decode(stored.json());
        return round.view().outcome() + (round.resumed() ? " and resumed" : "");
    }

    @Test
    void roundsAreReplacedOnceAndSoManyAtATime() {
        RunLog log = replayed(LONG, new StoredLog(List.of(), new ToldRounds(LONG, 1).tell(350).events),
                new ArrayList<>());
        int kept = newestCommitted(log);
        PastRounds past = log.past();
        List<Integer> sizes = new ArrayList<>();
        Set<Integer> replaced = new HashSet<>();
        for (SortedMap<Integer, String> told = past.toReplace(kept); !told.isEmpty(); told = past.toReplace(kept)) {
            past.replaced(told.size());
            sizes.add(told.size());
            replaced.addAll(told.keySet());
        }
        assertEquals(IntStream.range(1, kept).boxed().collect(Collectors.toSet()), replaced);
        assertTrue(sizes.size() > 3, sizes::toString);
        assertEquals(PastRounds.MOST_AT_ONCE, sizes.getFirst());
        assertEquals(Map.of(), past.toReplace(0));
    }

    @Test
    void nothingIsReplacedBeforeARoundThatWasAbandonedThoughItsVersionIsThere() {
        for (int seed = 0; seed < SEEDS; seed++) {
            PastRounds past =
                    replayed(new StoredLog(List.of(), new ToldRounds(PLAN, seed).tell(9).events)).past();
            past.views().stream().filter(round -> round.outcome() == RoundView.Outcome.ABANDONED)
                    .forEach(round -> assertEquals(Map.of(), past.toReplace(round.round())));
        }
    }

    private static final String ABANDONED =
            "[[1,\"abandoned\",\"stopped: enough\",[0,3,0,{\"data-fit\":2}],null,[0,0],[1.5,0.0,0.0,0.0,0.0],[0,null]],true]";
    private static final String COMMITTED = "[[2,\"committed\",null,[3,1,1,null],"
            + "[0.1,null,[[1,0],[0,2147483647]]],[9007199254740993,1],[0.001,0.30000000000000004,1.0E-5,0.0,12.0],[7,\""
            + "ab".repeat(32) + "\"]],false]";

    @Test
    void aRowIsReadAsItWasWrittenToTheLastBit() {
        PastRound abandoned = new PastRound(new RoundView(1, RoundView.Outcome.ABANDONED, "stopped: enough",
                new RoundView.Reports(0, 3, 0, new TreeMap<>(Map.of("data-fit", 2))), null,
                new RoundView.Traffic(0, 0), new RoundView.Seconds(1.5, 0, 0, 0, 0), new RoundView.Model(0, null)),
                true);
        PastRound committed = new PastRound(new RoundView(2, RoundView.Outcome.COMMITTED, null,
                new RoundView.Reports(3, 1, 1),
                new RoundView.Evaluation(0.1, null, new int[][] {{1, 0}, {0, Integer.MAX_VALUE}}),
                new RoundView.Traffic((1L << 53) + 1, 1), new RoundView.Seconds(0.001, 0.1 + 0.2, 1e-5, 0, 12),
                new RoundView.Model(7, "ab".repeat(32))), false);
        assertEquals(List.of(ABANDONED, COMMITTED), List.of(abandoned.encode(), committed.encode()));
        assertEquals(List.of(abandoned, committed), List.of(PastRound.decode(ABANDONED), PastRound.decode(COMMITTED)));
    }

    @Test
    void aRowThatIsNoneIsRefused() {
        for (UnaryOperator<String> change : List.<UnaryOperator<String>>of(row -> "", row -> "null", row -> "{}",
                row -> row.substring(1), row -> row + "]", row -> row.replace(",true]", "]"),
                row -> row.replace("true", "null"),
                row -> row.replace("abandoned", "lost"), row -> row.replace("\"abandoned\"", "null"),
                row -> row.replace("[0,0]", "[0]"), row -> row.replace("[0,0]", "null"),
                row -> row.replace("[0,0]", "[0,0.5]"), row -> row.replace("[0,3,0,", "[0,-3,0,"))) {
            String changed = change.apply(ABANDONED);
            assertThrows(IllegalArgumentException.class, () -> PastRound.decode(changed), changed);
        }
    }

    @Test
    void damageIsNamed() {
        StoredLog whole = new StoredLog(List.of(), new ToldRounds(LONG, 1).tell(20).events);
        RunLog log = replayed(LONG, whole, new ArrayList<>());
        StoredLog stored = replacing(whole, log.past().toReplace(newestCommitted(log)));
        List<StoredRound> past = stored.past();
        assertTrue(past.size() > 2, past::toString);
        StoredRound second = past.get(1);
        StoredRound last = past.getLast();

        assertDamaged("at round 2: its number must be 2, not 3", with(past, 1, null), stored.events());
        assertDamaged("at round 2: not a stored round",
                with(past, 1, new StoredRound(2, second.lastSequence(), "[")), stored.events());
        assertDamaged("at round 2: the number it tells must be 2, not 1",
                with(past, 1, new StoredRound(2, second.lastSequence(), past.getFirst().json())), stored.events());
        assertDamaged("at round 2: its last event must be", with(past, 1, new StoredRound(2, 1, second.json())),
                stored.events());
        assertDamaged("its sequence must be ", with(past, past.size() - 1, null), stored.events());
        assertDamaged("at event " + (last.lastSequence() + 1) + ": its sequence must be", past,
                stored.events().subList(1, stored.events().size()));
        assertDamaged("at event " + (last.lastSequence() + 1) + ": it is missing", past, List.of());
    }

    private static List<StoredRound> with(List<StoredRound> past, int index, @Nullable StoredRound instead) {
        List<StoredRound> changed = new ArrayList<>(past);
        changed.remove(index);
        Optional.ofNullable(instead).ifPresent(round -> changed.add(index, round));
        return changed;
    }

    private static void assertDamaged(String said, List<StoredRound> past, List<StoredEvent> events) {
        String message = String.valueOf(assertThrows(DamagedException.class,
                () -> replayed(LONG, new StoredLog(past, events), new ArrayList<>())).getMessage());
        assertTrue(message.startsWith("the stored rounds of run " + Life.RUN + " are damaged at ")
                && message.contains(said), message);
    }
}
