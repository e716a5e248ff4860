package io.tributary.coordinator.round;

import java.util.Locale;

/** Why a round ended without a model version. */
public enum AbandonReason {
    /** The pool did not fill in time. */
    SELECTION_TIMED_OUT,
    /** The key or the offer could not be made. */
    CONFIGURATION_FAILED,
    /** Fewer updates than the plan's least were accepted. */
    TOO_FEW_REPORTS,
    /** Every device of the cohort declined. */
    EVERYONE_DECLINED,
    /** So many accepted updates were left out, because they could not be aggregated, that fewer than the plan's least remained. */
    TOO_FEW_GOOD_UPDATES,
    /** The accepted updates could not be made a model version. */
    AGGREGATION_FAILED,
    /** The round's key was lost: what was sealed to it can never be opened. */
    KEY_LOST,
    /** The run was stopped. */
    STOPPED;

    /** The reason in words, such as {@code too few reports}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
