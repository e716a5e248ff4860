/** Ed25519 identities (RFC 8032): who signed a document, and whether it was the key that is pinned. */
@NullMarked
package io.tributary.secureagg.identity;

import org.jspecify.annotations.NullMarked;
