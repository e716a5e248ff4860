/** When a device takes part: what conditions it is in, and which ones it asks for. */
@NullMarked
package io.tributary.client.eligibility;

import org.jspecify.annotations.NullMarked;
