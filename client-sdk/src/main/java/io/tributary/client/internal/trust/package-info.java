/** The keys a device pins, its own identity, and the checks that every document from outside passes. */
@NullMarked
package io.tributary.client.internal.trust;

import org.jspecify.annotations.NullMarked;
