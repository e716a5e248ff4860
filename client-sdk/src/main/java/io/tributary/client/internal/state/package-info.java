/** What a device keeps of a run from round to round: sealed vectors, in step with its acknowledged updates. */
@NullMarked
package io.tributary.client.internal.state;

import org.jspecify.annotations.NullMarked;
