package io.tributary.cli.audit;

import io.tributary.operator.OperatorClient;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AuditPage;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A whole audit log, fetched page by page as it is walked. What goes wrong on the way comes in a {@link CompletionException}. */
final class AuditPages implements Iterator<SignedDocument> {
    private final OperatorClient operator;
    private final Queue<SignedDocument> page = new ArrayDeque<>();
    private @Nullable Long next;

    /** Begins behind an entry; 0 for the first. */
    AuditPages(OperatorClient operator, long after) {
        this.operator = operator;
        this.next = after;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && next != null) {
            long asked = next;
            AuditPage fetched = fetch(asked);
            page.addAll(fetched.entries());
            next = fetched.next() == null || fetched.next() <= asked ? null : fetched.next();
        }
        return !page.isEmpty();
    }

    private AuditPage fetch(long after) {
        try {
            return operator.audit(after);
        } catch (RejectedException | IOException | InterruptedException failed) {
            throw new CompletionException(failed);
        }
    }

    @Override
    public SignedDocument next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the log has ended");
        }
        return page.remove();
    }
}
