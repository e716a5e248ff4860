/** X.509 certificates of TLS (RFC 5280) as PEM files: whom a peer believes, what it shows, and why a handshake failed. */
@NullMarked
package io.tributary.secureagg.tls;

import org.jspecify.annotations.NullMarked;
