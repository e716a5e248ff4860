package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.plugin.PlugInSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a round is filled and closed.
 *
 * @param cohort devices wanted in a round, 1..1_000_000
 * @param overSelect factor 1..1000: ceil(cohort * overSelect) devices are asked
 * @param reportGoal updates that close the round early, 1..the number asked; equal to the number asked for {@code close: all}
 * @param minReports fewer updates than this at the deadline abandon the round (n_min), 1..reportGoal
 * @param pool devices that must wait, or be enrolled, before a cohort is drawn, at least the number asked
 * @param selectionSeconds how long to wait for the pool, 1..86400; then the round is abandoned
 * @param deadlineSeconds how long a round may report, 1..86400
 * @param maxAbandoned rounds in a row that may be abandoned for one reason before the run is paused, 1..1_000_000
 * @param requires what a device must offer to be asked; null if nothing
 * @param drawFrom which devices the cohort is drawn from; null for those that wait. Not {@code enrolled} with {@code requires}: what a
 *        device offers is known only of one that checked in
 * @param eligibility a rule of somebody's own, which each device has on its class path and asks before it takes part; null for none
 */
public record RoundSpec(int cohort, double overSelect, int reportGoal, int minReports, int pool, int selectionSeconds,
        int deadlineSeconds, int maxAbandoned,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Requirements requires,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable CohortSource drawFrom,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable PlugInSpec eligibility) {
    static final int MAX_COHORT = 1_000_000;
    static final int MAX_OVER_SELECT = 1000;
    static final int MAX_SECONDS = 86_400;
    /** {@code maxAbandoned} where nothing else is said. */
    public static final int ABANDONED = 10;

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public RoundSpec {
        Fields.within("cohort", cohort, 1, MAX_COHORT);
        Fields.atLeast("overSelect", overSelect, 1);
        if (overSelect > MAX_OVER_SELECT) {
            throw new IllegalArgumentException("overSelect must be 1.." + MAX_OVER_SELECT + ", not " + overSelect);
        }
        int selected = selected(cohort, overSelect);
        Fields.within("reportGoal", reportGoal, 1, selected);
        Fields.within("minReports", minReports, 1, reportGoal);
        Fields.within("pool", pool, selected, Integer.MAX_VALUE);
        Fields.within("selectionSeconds", selectionSeconds, 1, MAX_SECONDS);
        Fields.within("deadlineSeconds", deadlineSeconds, 1, MAX_SECONDS);
        Fields.within("maxAbandoned", maxAbandoned, 1, RunPlan.MAX_ROUNDS);
        if (drawFrom == CohortSource.ENROLLED && requires != null) {
            throw new IllegalArgumentException("drawFrom must not be 'enrolled' where devices must offer something"
                    + " (requires): what they offer is known when they check in");
        }
    }

    /** Without an eligibility rule of somebody's own. */
    public RoundSpec(int cohort, double overSelect, int reportGoal, int minReports, int pool, int selectionSeconds,
            int deadlineSeconds, int maxAbandoned, @Nullable Requirements requires, @Nullable CohortSource drawFrom) {
        this(cohort, overSelect, reportGoal, minReports, pool, selectionSeconds, deadlineSeconds, maxAbandoned,
                requires, drawFrom, null);
    }

    /** A cohort of devices that wait. */
    public RoundSpec(int cohort, double overSelect, int reportGoal, int minReports, int pool, int selectionSeconds,
            int deadlineSeconds, int maxAbandoned, @Nullable Requirements requires) {
        this(cohort, overSelect, reportGoal, minReports, pool, selectionSeconds, deadlineSeconds, maxAbandoned,
                requires,
                null);
    }

    /** With {@link #ABANDONED} rounds before a pause. */
    public RoundSpec(int cohort, double overSelect, int reportGoal, int minReports, int pool, int selectionSeconds,
            int deadlineSeconds, @Nullable Requirements requires) {
        this(cohort, overSelect, reportGoal, minReports, pool, selectionSeconds, deadlineSeconds, ABANDONED, requires);
    }

    /** A round that any device may be asked for, with {@link #ABANDONED} rounds before a pause. */
    public RoundSpec(int cohort, double overSelect, int reportGoal, int minReports, int pool, int selectionSeconds,
            int deadlineSeconds) {
        this(cohort, overSelect, reportGoal, minReports, pool, selectionSeconds, deadlineSeconds, ABANDONED, null);
    }

    /** What a device must offer to be asked, if anything. */
    public Optional<Requirements> requirements() {
        return Optional.ofNullable(requires);
    }

    /** Which devices the cohort is drawn from. */
    public CohortSource source() {
        return Objects.requireNonNullElse(drawFrom, CohortSource.WAITING);
    }

    /** Devices asked to take part: ceil(cohort * overSelect), the factor taken as the decimal it is written as. */
    public int selected() {
        return selected(cohort, overSelect);
    }

    /** In binary 20 * 1.1 is a little above 22, and its ceiling one too many. */
    private static int selected(int cohort, double overSelect) {
        return BigDecimal.valueOf(overSelect).multiply(BigDecimal.valueOf(cohort)).setScale(0, RoundingMode.CEILING)
                .intValueExact();
    }
}
