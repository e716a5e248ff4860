package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.plan.SignedDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the audit log, in order.
 *
 * @param entries each an {@link AuditEntry} signed by the coordinator; at most {@value #MOST}, and none after the last. A row of the
 *     database that holds no document any more, because it was altered, is one without a signature
 * @param next ask for what comes after this entry; null if nothing does
 */
public record AuditPage(List<SignedDocument> entries, @JsonSetter(nulls = Nulls.SET) @Nullable Long next)
        implements WireMessage {
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
