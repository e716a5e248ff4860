package io.tributary.coordinator.audit;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.message.AuditEntry;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.KeyChain;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Checks a whole audit log, entry by entry, in memory that does not grow with it. Used by one thread. */
public final class AuditVerifier {
    private final KeyChain keys;
    private final Optional<AuditHead> remembered;
    private AuditHead head = AuditHead.EMPTY;
    private Optional<SignedDocument> before = Optional.empty();
    private long unlisted;
    /** What is missing at the beginning, and whether an entry says that it was deleted. */
    private AuditHead cut = AuditHead.EMPTY;
    private boolean cutIsNamed;

    /** With the coordinator's keys, and a head that was seen before and kept where the coordinator cannot change it. */
    public AuditVerifier(KeyChain keys, Optional<AuditHead> remembered) {
        this.keys = keys;
        this.remembered = remembered;
    }

    /** A verifier of what follows an entry that is known. */
    static AuditVerifier behind(AuditHead known, KeyChain keys) {
        AuditVerifier verifier = new AuditVerifier(keys, Optional.empty());
        verifier.head = known;
        return verifier;
    }

    /** Checks a log from its first entry on, or from the first that is kept. */
    public AuditReport verify(Iterator<SignedDocument> entries) {
        try {
            requireRemembered();
            while (entries.hasNext()) {
                follow(entries.next());
            }
        } catch (BrokenLinkException broken) {
            return broken.report();
        }
        if (cut.sequence() > 0 && !cutIsNamed) {
            return new AuditReport.Broken(1, "entries 1 to " + cut.sequence()
                    + " are missing, and no entry says that they were deleted: the beginning was cut off");
        }
        if (remembered.isPresent() && remembered.get().sequence() > head.sequence()) {
            return new AuditReport.Broken(head.sequence() + 1, "the log ends at entry " + head.sequence()
                    + ", but entry " + remembered.get().sequence() + " was seen before: its tail was cut off");
        }
        return new AuditReport.Intact(head, unlisted, notExcluded());
    }

    private void follow(SignedDocument document) throws BrokenLinkException {
        AuditEntry entry = read(document);
        if (head.equals(AuditHead.EMPTY) && entry.sequence() > 1) {
            cut = new AuditHead(entry.sequence() - 1, entry.previous());
            head = cut;
            requireRemembered();
        }
        cutIsNamed |= AuditCut.of(entry).map(AuditCut::last).filter(cut::equals).isPresent();
        if (entry.sequence() != head.sequence() + 1) {
            throw broken("it says that it is entry " + entry.sequence());
        }
        if (!entry.previous().equals(head.hash())) {
            throw broken("it follows entry " + entry.previous() + ", but the one before has hash " + head.hash());
        }
        head = new AuditHead(entry.sequence(), document.hash());
        before = Optional.of(document);
        unlisted += entry.unlisted();
        requireRemembered();
    }

    private AuditEntry read(SignedDocument document) throws BrokenLinkException {
        try {
            AuditEntry entry =
                    WireJson.readDocument(keys.verify(SignatureContext.AUDIT_ENTRY, document), AuditEntry.class);
            requireBeforeHandOver(document, entry);
            requireNoOlderKey(document);
            return entry;
        } catch (RejectedException altered) {
            throw broken(altered.reason().code() + ": " + altered.detail());
        }
    }

    /** A key that was replaced signed the entries up to the one that the next set names, and this one as the set has it. */
    private void requireBeforeHandOver(SignedDocument document, AuditEntry entry) throws BrokenLinkException {
        Optional<KeySet> next = keys.replacement(SignatureContext.AUDIT_ENTRY, document);
        if (next.isEmpty()) {
            return;
        }
        KeySet.LogEnd end = next.get().log();
        if (entry.sequence() > end.sequence()) {
            throw broken("its key was replaced by key set " + next.get().sequence() + " after entry " + end.sequence());
        }
        if (entry.sequence() == end.sequence() && !document.hash().equals(end.hash())) {
            throw broken("its hash is " + document.hash() + ", but key set " + next.get().sequence() + " names "
                    + end.hash() + ": the log was rewritten");
        }
    }

    private void requireNoOlderKey(SignedDocument document) throws BrokenLinkException {
        if (before.isPresent() && keys.isOlder(SignatureContext.AUDIT_ENTRY, document, before.get())) {
            throw broken("an older key signed it than the entry before");
        }
    }

    private void requireRemembered() throws BrokenLinkException {
        if (remembered.isPresent() && remembered.get().sequence() == head.sequence()
                && !remembered.get().equals(head)) {
            throw new BrokenLinkException(new AuditReport.Broken(head.sequence(), "its hash is " + head.hash()
                    + ", but " + remembered.get().hash() + " was seen before: the log was rewritten"));
        }
    }

    private BrokenLinkException broken(String why) {
        return new BrokenLinkException(new AuditReport.Broken(head.sequence() + 1, why));
    }

    private List<String> notExcluded() {
        List<String> open = new ArrayList<>();
        if (cut.sequence() > 0) {
            open.add("entries 1 to " + cut.sequence() + " were deleted by policy, as a later entry says: what they "
                    + "said is not known any more");
        }
        if (remembered.isEmpty()) {
            open.add("entries after " + head.sequence() + " may have been cut off, or an older log put in place of a "
                    + "newer one: no head was remembered");
        } else if (remembered.get().sequence() < head.sequence()) {
            open.add("entries after " + head.sequence() + " may have been cut off: the remembered head is entry "
                    + remembered.get().sequence());
        }
        open.add("whoever holds the coordinator's key may have written every entry after the "
                + remembered.map(seen -> "remembered entry " + seen.sequence()).orElse("beginning") + " anew");
        return open;
    }

    /** Ends the walk at the first entry that is wrong. */
    private static final class BrokenLinkException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient AuditReport.Broken report;

        BrokenLinkException(AuditReport.Broken report) {
            super(report.why());
            this.report = report;
        }

        AuditReport.Broken report() {
            return report;
        }
    }
}
