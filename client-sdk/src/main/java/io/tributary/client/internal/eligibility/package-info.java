/** Whether a device may take part, and whether a plan fits it. */
@NullMarked
package io.tributary.client.internal.eligibility;

import org.jspecify.annotations.NullMarked;
