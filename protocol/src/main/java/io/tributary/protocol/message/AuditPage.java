package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.plan.SignedDocument;
import java.util.List;

/**
 * A part of the audit log, in order.
 *
 * @param entries each an {@link AuditEntry} signed by the coordinator; at most {@value #MOST}, and none after the last
 */
public record AuditPage(List<SignedDocument> entries) implements WireMessage {
    /** Most entries of a page. */
    public static final int MOST = 500;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public AuditPage {
        entries = Fields.list("entries", entries, 0, MOST);
    }
}
