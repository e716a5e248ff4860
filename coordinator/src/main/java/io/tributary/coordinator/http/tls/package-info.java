/** What a coordinator speaks TLS with: where its files are, and what is in them. */
@NullMarked
package io.tributary.coordinator.http.tls;

import org.jspecify.annotations.NullMarked;
