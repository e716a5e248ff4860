package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.WireWord;

/**
 * One link of the audit log; the payload of a document that the coordinator signs. Texts are printable ASCII: whatever else a
 * name held is escaped as {@code \\uXXXX}. No secret is ever in one.
 *
 * @param v format version, 1
 * @param sequence 1, 2, ...
 * @param previous hash of the entry before; 64 zeros for the first
 * @param at epoch milliseconds
 * @param who {@code device:ID}, {@code operator:token}, {@code operator:oidc:SUB} or {@code nobody}
 * @param role the role or kind of credential that was shown, or {@code none}
 * @param address where the request came from
 * @param route method and path
 * @param subject what it was about, may be empty
 * @param outcome what became of it
 * @param reason code of the refusal; empty unless it was refused or denied
 * @param unlisted denials and acts of devices between the entry before and this one that were counted but not listed, because there were
 *     too many; an entry of the route {@code summary} says within a minute of which kinds they were
 */
public record AuditEntry(int v, long sequence, String previous, long at, String who, String role, String address,
        String route, String subject, Outcome outcome, String reason, long unlisted) implements Versioned {
    /** Most characters of a text. */
    public static final int MAX_TEXT = 512;

    /** What became of an act. */
    public enum Outcome implements WireWord {
        /** It was allowed and is about to be performed; what follows it says how it ended. */
        BEGUN,
        /** It was performed. */
        DONE,
        /** It was allowed, but could not be performed; nothing was changed. */
        REFUSED,
        /** It was not allowed. */
        DENIED;

        /**
         * Reads {@link WireWord#code}.
         *
         * @throws IllegalArgumentException if it is none
         */
        @JsonCreator
        public static Outcome of(String code) {
            return Fields.word("outcome", Outcome.class, code);
        }
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if a field is out of range
     */
    public AuditEntry {
        Fields.version(v);
        Fields.within("sequence", sequence, 1, Long.MAX_VALUE);
        Sha256.requireHex("previous", previous);
        Fields.within("at", at, 0, Long.MAX_VALUE);
        Fields.line("who", who, 1, MAX_TEXT);
        Fields.line("role", role, 1, MAX_TEXT);
        Fields.line("address", address, 1, MAX_TEXT);
        Fields.line("route", route, 1, MAX_TEXT);
        Fields.line("subject", subject, 0, MAX_TEXT);
        Fields.line("reason", reason, 0, MAX_TEXT);
        Fields.within("unlisted", unlisted, 0, Long.MAX_VALUE);
    }
}
