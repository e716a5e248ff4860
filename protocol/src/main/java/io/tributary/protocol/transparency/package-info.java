/**
 * The public log of what a coordinator's registry did: an append-only Merkle tree (RFC 6962) whose head is a signed note. Formats are those of C2SP, so
 * that other people's verifiers and witnesses read them: signed-note, tlog-checkpoint, tlog-cosignature.
 */
@NullMarked
package io.tributary.protocol.transparency;

import org.jspecify.annotations.NullMarked;
