package io.tributary.coordinator.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.simulation.History.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * The worlds of a build: seeds 0 to 99, as many as {@code -Dsimulation.seeds=N} says, or the one of {@code -Dsimulation.seed=S},
 * whose history is printed as well. Each is played once, whatever the number of properties.
 */
final class Worlds {
    private static final int SHOWN = 5;
    private static final int TRACED = 100;
    private static final Map<Long, Outcome> PLAYED = new ConcurrentHashMap<>();
    private static final boolean ONE = System.getProperty("simulation.seed") != null;

    private Worlds() {}

    static LongStream seeds() {
        return ONE ? LongStream.of(Long.getLong("simulation.seed"))
                : LongStream.range(0, Long.getLong("simulation.seeds", 100));
    }

    /** The property holds in every world. */
    static void hold(Property property) {
        long begin = System.nanoTime();
        int played = PLAYED.size();
        List<String> broken = seeds().boxed().flatMap(seed -> violation(seed, property).stream()
                .map(violation -> "seed " + seed + ": " + violation.what() + "; again with -Dsimulation.seed=" + seed))
                .toList();
        if (PLAYED.size() > played) {
            System.out.printf("simulation: %d worlds, %.1f a second%n", PLAYED.size(),
                    (PLAYED.size() - played) * 1e9 / (System.nanoTime() - begin));
        }
        assertEquals(List.of(), broken.subList(0, Math.min(SHOWN, broken.size())), broken.size() + " worlds");
    }

    /** What the world of a seed showed; of later seeds without its history. */
    static Outcome outcome(long seed) {
        Outcome known = PLAYED.get(seed);
        if (known == null) {
            known = play(seed);
            PLAYED.put(seed, known);
        }
        return known;
    }

    private static Optional<Violation> violation(long seed, Property property) {
        return outcome(seed).violated(property);
    }

    private static Outcome play(long seed) {
        Outcome outcome = new World(seed, Guarantee.ALL_HOLD).play();
        if (ONE) {
            System.out.printf("seed %d:%n%s%n", seed, String.join("\n", outcome.trace()));
        }
        return seed < TRACED ? outcome : new Outcome(seed, outcome.violations(), List.of());
    }
}
