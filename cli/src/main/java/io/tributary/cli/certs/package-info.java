/** A private certificate authority in a folder: it signs what the coordinator and devices show in TLS. */
@NullMarked
package io.tributary.cli.certs;

import org.jspecify.annotations.NullMarked;
