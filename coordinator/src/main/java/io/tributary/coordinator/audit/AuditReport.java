package io.tributary.coordinator.audit;

import java.util.List;

/** Result of checking an audit log. */
public sealed interface AuditReport {
    /**
     * Every entry is signed and follows the one before.
     *
     * @param head the end, to be remembered elsewhere
     * @param unlisted denials that were counted but not listed
     * @param notExcluded what may have happened all the same
     */
    record Intact(AuditHead head, long unlisted, List<String> notExcluded) implements AuditReport {
        /** Copies the list. */
        public Intact {
            notExcluded = List.copyOf(notExcluded);
        }
    }

    /**
     * The log was altered.
     *
     * @param sequence place of the first entry that is not as it was, counted from 1
     * @param why what is wrong with it
     */
    record Broken(long sequence, String why) implements AuditReport {}
}
