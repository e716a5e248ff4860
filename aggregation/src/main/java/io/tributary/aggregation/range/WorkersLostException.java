package io.tributary.aggregation.range;

import java.util.Collection;

/** No worker of a pass is left; the pass may be run again. */
public final class WorkersLostException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    WorkersLostException(String job, Collection<String> lost) {
        super("job " + job + ": every worker is gone or did not answer within its lease: " + lost);
    }
}
