package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tributary.protocol.Fields;
import io.tributary.protocol.WireWord;

/** Which devices a cohort is drawn from. */
public enum CohortSource implements WireWord {
    /** Those that checked in and wait for work. */
    WAITING,
    /** All that are enrolled, whether they are there or not: nothing waits for a population to come. */
    ENROLLED;

    /**
     * Reads {@link WireWord#code}.
     *
     * @throws IllegalArgumentException if it is none
     */
    @JsonCreator
    public static CohortSource of(String code) {
        return Fields.word("drawFrom", CohortSource.class, code);
    }
}
