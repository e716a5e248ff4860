/** Sealed updates on disk, written before their first byte leaves. */
@NullMarked
package io.tributary.client.internal.journal;

import org.jspecify.annotations.NullMarked;
