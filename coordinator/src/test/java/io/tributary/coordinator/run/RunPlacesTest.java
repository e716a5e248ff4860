package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.RunOwnership;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class RunPlacesTest {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private final Random random = new Random(Long.getLong("test.seed"));
    private final Set<String> members = new TreeSet<>(Set.of("a", "b", "c"));
    /** Who plays each run; empty if nobody does. */
    private final Map<String, String> owners = new TreeMap<>();
    /** Where the partition table has runs; by chance those that are not in here. */
    private final Map<String, String> homes = new TreeMap<>();
    private int moves;

    private final class Table implements Placement {
        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public Set<String> members() {
            return members;
        }

        @Override
        public String home(String run) {
            return homes.getOrDefault(run, members.stream().max(Comparator.comparingInt(
                    member -> (run + member).hashCode() * 0x9E3779B9)).orElseThrow());
        }

        @Override
        public void listen(Runnable changed) {
            throw new UnsupportedOperationException("nobody listens");
        }
    }

    private List<RunOwnership> rows() {
        return owners.entrySet().stream().map(entry -> new RunOwnership(entry.getKey(), entry.getValue(),
                !entry.getValue().isEmpty(), 0, CREATED, 0)).toList();
    }

    private RunPlaces at(String member) {
        return new RunPlaces(rows(), new Table(), member);
    }

    private void submit(int count) {
        int before = owners.size();
        IntStream.range(before, before + count).forEach(number -> owners.put("run-%04d".formatted(number), ""));
    }

    /** Every member looks, takes and hands over, until nobody does any more. */
    private void settle() {
        for (int look = 0; look < 50; look++) {
            Map<String, String> before = new HashMap<>(owners);
            Map<String, RunPlaces> places = members.stream().collect(Collectors.toMap(member -> member, this::at));
            for (RunOwnership run : rows()) {
                List<String> here = members.stream().filter(member -> places.get(member).isHere(run)).toList();
                assertEquals(1, here.size(), run.run() + " is placed at " + here);
                boolean leaves = places.get(here.getFirst()).isLeaving(run.run());
                moves += leaves ? 1 : 0;
                owners.put(run.run(), leaves ? "" : here.getFirst());
            }
            if (owners.equals(before)) {
                return;
            }
        }
        throw new AssertionError("runs never come to rest: " + owners);
    }

    private List<Long> loads() {
        return members.stream().map(member -> owners.values().stream().filter(member::equals).count()).sorted()
                .toList();
    }

    @Test
    void noMemberHasMoreThanItsShareOfAHundredRuns() {
        submit(100);
        settle();
        assertEquals(34L, loads().getLast(), () -> loads().toString());
        assertEquals(0, moves);
    }

    @Test
    void oneRunIsAtItsHomeAndMovesToIt() {
        submit(1);
        String home = new Table().home("run-0000");
        settle();
        assertEquals(home, owners.get("run-0000"));
        owners.put("run-0000", members.stream().filter(member -> !member.equals(home)).findFirst().orElseThrow());
        settle();
        assertEquals(home, owners.get("run-0000"));
        assertEquals(1, moves);
    }

    @Test
    void runsThatEndMoveNoOthersAsLongAsMembersHaveAboutTheSame() {
        submit(100);
        settle();
        new ArrayList<>(owners.keySet()).stream().filter(run -> random.nextInt(4) == 0).forEach(owners::remove);
        settle();
        assertTrue(moves <= 5, moves + " moves");
        assertTrue(loads().getLast() <= loads().getFirst() * 2, () -> loads().toString());
    }

    /** Lets a member play so many more runs, which are at home there. */
    private void play(String member, int count) {
        int before = owners.size();
        submit(count);
        owners.keySet().stream().skip(before).forEach(run -> homes.put(run, member));
        owners.replaceAll((run, owner) -> owner.isEmpty() ? member : owner);
    }

    @Test
    void aRunGoesToItsHomeWhileThatHasLessThanItsShare() {
        submit(9);
        owners.keySet().forEach(run -> homes.put(run, run.compareTo("run-0003") < 0 ? "c" : "b"));
        settle();
        assertEquals(List.of("c", "c", "c", "b", "b", "b", "a", "a", "a"), List.copyOf(owners.values()));
    }

    @Test
    void aMemberKeepsUpToAQuarterMoreThanItsShareAndNoMore() {
        play("a", 9);
        play("b", 33);
        play("c", 38);
        settle();
        assertEquals(11, moves,
                "of 80 runs a share is 27, and 33 are a quarter more: c hands over all above its share");
        assertEquals(List.of(20L, 27L, 33L), loads());
    }

    @Test
    void aRunMovesToItsHomeIfThatHasTwoFewer() {
        play("a", 12);
        play("b", 10);
        play("c", 10);
        homes.put("run-0000", "c");
        homes.put("run-0001", "c");
        settle();
        assertEquals("c", owners.get("run-0001"));
        assertEquals("a", owners.get("run-0000"));
        assertEquals(1, moves);
    }

    @Test
    void theNewestLeaveFirst() {
        members.remove("c");
        play("a", 4);
        RunPlaces places = at("a");
        assertEquals(List.of("run-0002", "run-0003"), owners.keySet().stream().filter(places::isLeaving).toList());
    }

    @Test
    void nothingIsPlacedAtAnOwnerThatIsNotKnown() {
        play("stranger", 1);
        submit(9);
        owners.keySet().stream().skip(1).forEach(run -> homes.put(run, "a"));
        for (RunOwnership run : rows().subList(1, 10)) {
            assertEquals(1, members.stream().filter(member -> at(member).isHere(run)).count(), run.run());
        }
    }

    @Test
    void aMemberThatJoinsGetsItsShareAndTheOthersKeepTheirs() {
        submit(90);
        settle();
        members.add("d");
        settle();
        assertTrue(loads().getFirst() >= 15, () -> loads().toString());
        assertTrue(loads().getLast() <= 28, () -> loads().toString());
        assertTrue(moves <= 30, moves + " moves");
    }

    @Test
    void runsOfAMemberThatIsGoneAreSpreadOverTheOthers() {
        submit(90);
        settle();
        members.remove("b");
        owners.replaceAll((_, owner) -> owner.equals("b") ? "" : owner);
        settle();
        assertEquals(List.of(45L, 45L), loads());
    }

    @Test
    void aRunOfAnOwnerThatIsNotKnownIsLeftAlone() {
        owners.put("run-0000", "stranger");
        for (String member : members) {
            assertFalse(at(member).isHere(rows().getFirst()));
            assertFalse(at(member).isLeaving("run-0000"));
        }
    }

    @Test
    void aCoordinatorOfItsOwnPlaysThemAll() {
        submit(3);
        RunPlaces alone = new RunPlaces(rows(), Placement.ALONE, "me");
        assertTrue(rows().stream().allMatch(alone::isHere));
        owners.replaceAll((_, _) -> "me");
        alone = new RunPlaces(rows(), Placement.ALONE, "me");
        assertTrue(rows().stream().allMatch(alone::isHere));
        assertTrue(owners.keySet().stream().noneMatch(alone::isLeaving));
    }
}
