package io.tributary.loadtest.day;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayedDayTest {
    private static final Autoscaler.Rule RULE = new Autoscaler.Rule(0.5, 2, 8, 2, 3);

    private static List<PlayedDay.Played> play(List<Minute> day) {
        return new PlayedDay(new Autoscaler(RULE), 2, 1).play(day, RULE.target(), RULE.most());
    }

    private static List<Minute> minutes(int count, Minute minute) {
        return Collections.nCopies(count, minute);
    }

    @Test
    void membersBecomeAsManyAsAreNeededAndStaySo() {
        List<PlayedDay.Played> day = play(minutes(30, new Minute(0, 150, 0, 0)));
        assertEquals(6, day.getLast().needed());
        assertEquals(6, day.getLast().ready());
        assertEquals(List.of(2, 4), day.subList(0, 2).stream().map(PlayedDay.Played::ready).toList());
    }

    @Test
    void membersGoOneByOneOnceFewerWereEnoughForTheWholeWindow() {
        Autoscaler autoscaler = new Autoscaler(RULE);
        assertEquals(6, autoscaler.next(4, 0.75));
        assertEquals(6, autoscaler.next(6, 0.1));
        assertEquals(6, autoscaler.next(6, 0.1));
        assertEquals(5, autoscaler.next(6, 0.1));
        assertEquals(4, autoscaler.next(5, 0.1));
        assertEquals(2, new Autoscaler(RULE).next(2, 0));
    }

    @Test
    void nothingChangesWithinATenthOfTheTarget() {
        assertEquals(4, new Autoscaler(RULE).next(4, 0.54));
        assertEquals(5, new Autoscaler(RULE).next(4, 0.56));
    }

    @Test
    void workThatCoresDoNotGetDoneWaitsAndIsDoneLater() {
        List<Minute> burst = new ArrayList<>(minutes(1, new Minute(0, 0, 0, 10)));
        burst.addAll(minutes(4, new Minute(0, 0, 0, 0)));
        List<PlayedDay.Played> day = play(burst);
        assertEquals(6, day.getFirst().waiting());
        assertEquals(0, day.getLast().waiting());
        assertTrue(day.getFirst().load().pressure() > 1);
    }

    @Test
    void aDayIsTheSameForTheSameSeed() {
        assertEquals(DayTrace.of(7), DayTrace.of(7));
        assertEquals(DayTrace.MINUTES, DayTrace.of(7).size());
    }
}
