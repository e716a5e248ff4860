package io.tributary.coordinator.audit;

import io.tributary.protocol.message.AuditEntry;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That the beginning of the log is no longer kept, as an entry of the log says it before it is deleted. A log whose beginning is missing
 * without such an entry was cut.
 *
 * @param last the last entry that is not kept, with its hash
 */
record AuditCut(AuditHead last) {
    /** Who deletes by policy. */
    private static final String WHO = "coordinator";
    private static final String ROUTE = "retention";
    private static final Pattern SUBJECT =
            Pattern.compile("audit entries 1 to ([1-9][0-9]{0,17}), the last of hash ([0-9a-f]{64})");

    /** What stands in the log. */
    AuditAction action() {
        return new AuditAction(WHO, "none", "local", ROUTE,
                "audit entries 1 to " + last.sequence() + ", the last of hash " + last.hash());
    }

    /** What an entry says, if it says that. */
    static Optional<AuditCut> of(AuditEntry entry) {
        Matcher said = SUBJECT.matcher(entry.subject());
        return entry.who().equals(WHO) && entry.route().equals(ROUTE) && said.matches()
                ? Optional.of(new AuditCut(new AuditHead(Long.parseLong(said.group(1)), said.group(2))))
                : Optional.empty();
    }
}
