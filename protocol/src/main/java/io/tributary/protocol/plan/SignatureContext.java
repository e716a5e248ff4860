package io.tributary.protocol.plan;

import java.nio.charset.StandardCharsets;

/**
 * What a signature is made for. Its label and a zero byte stand before the payload in what is signed, so that a signature of one
 * kind never matches as another (the context of RFC 8032 section 5.1, as a prefix). No label contains a zero byte, so no two
 * kinds and payloads give the same signed bytes. A proof of possession is signed as RFC 7515 says, without a label: its signed
 * bytes are printable and contain no zero byte either. Constants are never renamed; a new kind of document gets a new one.
 */
public enum SignatureContext {
    /** A {@link RunPlan}, by a model's owner. */
    RUN_PLAN("tributary/v1/run-plan"),
    /** A {@link RoundOffer}, by the coordinator. */
    ROUND_OFFER("tributary/v1/round-offer"),
    /** A device's certificate, by the registrar. */
    CERTIFICATE("tributary/v1/certificate"),
    /** A {@link ModelManifest}, by the coordinator. */
    MODEL_MANIFEST("tributary/v1/model-manifest"),
    /** What a strategy remembers with a version, by the coordinator, for itself. */
    STATE_MANIFEST("tributary/v1/state-manifest"),
    /** An entry of the audit log, by the coordinator. */
    AUDIT_ENTRY("tributary/v1/audit-entry"),
    /** The last line of an archive of the audit log, by the coordinator. */
    AUDIT_ARCHIVE("tributary/v1/audit-archive"),
    /** What a device gives to a round, by its own key. */
    UPDATE_REPORT("tributary/v1/update-report"),
    /** That an update counts, by the coordinator. */
    UPDATE_RECEIPT("tributary/v1/update-receipt"),
    /** What a coordinator's directory held last, by the coordinator, for itself. */
    DIRECTORY_HEAD("tributary/v1/directory-head"),
    /** Which keys speak for a coordinator, by the root among them. */
    KEY_SET("tributary/v1/key-set"),
    /** That a root is followed by another one, by the root before. */
    KEY_HAND_OVER("tributary/v1/key-hand-over");

    private final String label;

    SignatureContext(String label) {
        this.label = label;
    }

    /** The label, printable ASCII. */
    public String label() {
        return label;
    }

    /** The bytes that a signature of this kind covers: the label, a zero byte, the payload. */
    public byte[] preimage(byte[] payload) {
        byte[] prefix = label.getBytes(StandardCharsets.US_ASCII);
        byte[] signed = new byte[prefix.length + 1 + payload.length];
        System.arraycopy(prefix, 0, signed, 0, prefix.length);
        System.arraycopy(payload, 0, signed, prefix.length + 1, payload.length);
        return signed;
    }
}
