package io.tributary.protocol.plan;

/**
 * How a round is filled and closed.
 *
 * @param cohort devices wanted in a round, at least 1
 * @param overSelect factor at least 1: ceil(cohort * overSelect) devices are asked
 * @param reportGoal updates that close the round early; equal to the number asked for {@code close: all}
 * @param minReports fewer updates than this at the deadline abandon the round (n_min), 1..reportGoal
 * @param pool devices that must have checked in before a cohort is drawn, at least the number asked
 * @param selectionSeconds how long to wait for the pool, 1..86400; then the round is abandoned
 * @param deadlineSeconds how long a round may report, 1..86400
 */
public record RoundSpec(int cohort, double overSelect, int reportGoal, int minReports, int pool, int selectionSeconds,
        int deadlineSeconds) {
    /** Devices asked to take part: ceil(cohort * overSelect). */
    public int selected() {
        return (int) Math.ceil(cohort * overSelect);
    }
}
