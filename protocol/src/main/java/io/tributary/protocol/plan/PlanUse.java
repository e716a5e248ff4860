package io.tributary.protocol.plan;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What a signed plan may be used for: a signature alone could be shown again and again by whoever has seen it. A coordinator starts at
 * most {@code runs} runs for each id of an owner, and only between two instants. Plans with the same id share that number.
 *
 * @param id drawn by the owner, {@code [a-z0-9-]{1,64}}, unique among the owner's
 * @param notBefore epoch milliseconds from which a run may be started
 * @param expires epoch milliseconds from which none may be started any more; later than {@code notBefore}
 * @param runs how many runs may be started, 1..1_000_000
 * @param rounds how many rounds each of them has, 1..1_000_000
 */
public record PlanUse(String id, long notBefore, long expires, int runs, int rounds) {
    private static final int MAX_RUNS = 1_000_000;
    private static final long MAX_MILLIS = 253_402_300_799_999L; // the end of the year 9999

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public PlanUse {
        Ids.use(id);
        Fields.within("use.notBefore", notBefore, 0, MAX_MILLIS);
        Fields.within("use.expires", expires, notBefore + 1, MAX_MILLIS);
        Fields.within("use.runs", runs, 1, MAX_RUNS);
        Fields.within("rounds", rounds, 1, RunPlan.MAX_ROUNDS);
    }

    /** One run of one round at any time, with an id of its own. */
    public static PlanUse once() {
        return new PlanUse(UUID.randomUUID().toString(), 0, MAX_MILLIS, 1, 1);
    }

    /**
     * So many runs of one round, with an id of its own.
     *
     * @param from when the first may be started
     * @param length how long after that one may be started
     */
    public static PlanUse of(Instant from, Duration length, int runs) {
        return new PlanUse(UUID.randomUUID().toString(), from.toEpochMilli(), from.plus(length).toEpochMilli(), runs,
                1);
    }

    /** The same for runs of so many rounds. */
    public PlanUse withRounds(int number) {
        return new PlanUse(id, notBefore, expires, runs, number);
    }
}
