package io.tributary.coordinator.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state with every event, against a table written by hand: "-" changes nothing, "!" throws. */
class TransitionTableTest {
    private static final String TABLE = """
            event            SELECTING   CONFIGURING REPORTING   AGGREGATING COMMITTED   ABANDONED
            Opened           -           -           -           -           -           -
            PoolReady        CONFIGURING -           -           -           -           -
            OfferPublished   !           REPORTING   -           -           -           -
            UpdateAccepted   !           !           REPORTING   -           -           -
            Declined         !           !           REPORTING   -           -           -
            DeadlinePassed   ABANDONED   -           REPORTING   -           -           -
            ReportsClosed    !           !           AGGREGATING -           -           -
            UpdateExcluded   !           !           !           AGGREGATING -           -
            VersionCommitted !           !           !           COMMITTED   -           !
            Evaluated        !           !           !           !           COMMITTED   !
            NotEvaluated     !           !           !           !           COMMITTED   !
            EffectFailed     !           ABANDONED   ABANDONED   ABANDONED   COMMITTED   -
            KeyLost          -           ABANDONED   ABANDONED   ABANDONED   -           -
            Stopped          ABANDONED   ABANDONED   ABANDONED   -           -           -
            Resumed          -           -           -           -           -           -
            """;
    private static final List<String> COHORT = Rounds.devices(4);
    private final RoundMachine machine = new RoundMachine(Rounds.closeAll(4));

    @ParameterizedTest(name = "{0} while {1} gives {2}")
    @MethodSource("cells")
    void everyEventInEveryStateDoesWhatTheTableSays(String event, Phase from, String expected) {
        RoundState state = Rounds.state(from, COHORT);
        RoundEvent happened = Rounds.oneOfEach(COHORT).stream()
                .filter(candidate -> candidate.getClass().getSimpleName().equals(event)).findFirst().orElseThrow();
        if (expected.equals("!")) {
            assertThrows(IllegalTransitionException.class, () -> apply(state, happened));
        } else if (expected.equals("-")) {
            assertSame(state, apply(state, happened).state());
            assertEquals(Transition.none(state), apply(state, happened));
        } else {
            assertEquals(expected, apply(state, happened).state().phase().name());
            assertEquals(true, apply(state, happened).changed());
        }
    }

    @Test
    void theTableNamesEveryEvent() {
        assertEquals(RoundEvent.class.getPermittedSubclasses().length, TABLE.lines().count() - 1);
        assertEquals(RoundEvent.class.getPermittedSubclasses().length, Rounds.oneOfEach(COHORT).size());
    }

    @Test
    void anEventOfAnEarlierRoundChangesNothingInAnyState() {
        for (Phase phase : Phase.values()) {
            RoundState state = Rounds.state(phase, COHORT);
            assertEquals(Transition.none(state),
                    apply(state, new RoundEvent.VersionCommitted(Rounds.ROUND - 1, 9, "")));
        }
    }

    @Test
    void anEventOfARoundThatIsNotOpenYetThrowsInAnyState() {
        for (Phase phase : Phase.values()) {
            RoundState state = Rounds.state(phase, COHORT);
            assertThrows(IllegalTransitionException.class,
                    () -> apply(state, new RoundEvent.DeadlinePassed(Rounds.ROUND + 1)));
        }
    }

    private Transition apply(RoundState state, RoundEvent event) {
        Instant atTheDeadline = Instant.ofEpochMilli(Rounds.LATER);
        return machine.apply(state, event, atTheDeadline, CohortDraw.generator(Rounds.SEED, Rounds.ROUND));
    }

    static Stream<Arguments> cells() {
        List<String[]> rows = TABLE.lines().map(line -> line.split(" +", -1)).toList();
        List<Arguments> cells = new ArrayList<>();
        for (String[] row : rows.subList(1, rows.size())) {
            for (int column = 1; column < row.length; column++) {
                cells.add(Arguments.of(row[0], Phase.valueOf(rows.get(0)[column]), row[column]));
            }
        }
        assertEquals(Phase.values().length * (rows.size() - 1), cells.size(), () -> Arrays.toString(rows.get(0)));
        return cells.stream();
    }
}
