package io.tributary.cli.audit;

import io.tributary.operator.OperatorClient;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletionException;

/** A whole audit log, fetched page by page as it is walked. What goes wrong on the way comes in a {@link CompletionException}. */
final class AuditPages implements Iterator<SignedDocument> {
    private final OperatorClient operator;
    private final Queue<SignedDocument> page = new ArrayDeque<>();
    private int fetched;
    private boolean ended;

    /** Begins behind an entry; 0 for the first. */
    AuditPages(OperatorClient operator, int after) {
        this.operator = operator;
        this.fetched = after;
    }

    @Override
    public boolean hasNext() {
        if (page.isEmpty() && !ended) {
            page.addAll(fetch());
            fetched += page.size();
            ended = page.isEmpty();
        }
        return !page.isEmpty();
    }

    private List<SignedDocument> fetch() {
        try {
            return operator.audit(fetched);
        } catch (RejectedException | IOException | InterruptedException failed) {
            throw new CompletionException(failed);
        }
    }

    @Override
    public SignedDocument next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the log ended at entry " + fetched);
        }
        return page.remove();
    }
}
