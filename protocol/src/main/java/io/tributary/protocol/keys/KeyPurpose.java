package io.tributary.protocol.keys;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tributary.protocol.Fields;
import io.tributary.protocol.WireWord;
import io.tributary.protocol.plan.SignatureContext;

/** What a key of a coordinator is for. A key has one purpose and signs the kinds of documents of that one alone. */
public enum KeyPurpose implements WireWord {
    /** Signs key sets, and the root that comes after it; devices and operators pin it. */
    ROOT,
    /** Signs certificates of devices. */
    REGISTRAR,
    /** Signs offers of rounds. */
    OFFERS,
    /** Signs receipts of updates. */
    RECEIPTS,
    /** Signs model versions, and what strategies remember with them. */
    VERSIONS,
    /** Signs entries of the audit log, and seals of its archives. */
    AUDIT,
    /** Signs what the coordinator's directory held last. */
    DIRECTORY;

    /**
     * Reads {@link WireWord#code}.
     *
     * @throws IllegalArgumentException if it is none
     */
    @JsonCreator
    public static KeyPurpose of(String code) {
        return Fields.word("purpose", KeyPurpose.class, code);
    }

    /**
     * The purpose whose key signs documents of this kind.
     *
     * @throws IllegalArgumentException if no coordinator signs them
     */
    public static KeyPurpose of(SignatureContext kind) {
        return switch (kind) {
            case KEY_SET, KEY_HAND_OVER -> ROOT;
            case CERTIFICATE -> REGISTRAR;
            case ROUND_OFFER -> OFFERS;
            case UPDATE_RECEIPT -> RECEIPTS;
            case MODEL_MANIFEST, STATE_MANIFEST -> VERSIONS;
            case AUDIT_ENTRY, AUDIT_ARCHIVE -> AUDIT;
            case DIRECTORY_HEAD -> DIRECTORY;
            case RUN_PLAN, UPDATE_REPORT -> throw new IllegalArgumentException(
                    "no coordinator signs a " + kind.label());
        };
    }
}
