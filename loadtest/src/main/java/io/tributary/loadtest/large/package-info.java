/**
 * Measures a round of a model that is larger than the coordinator's heap. Neither the coordinator nor a device holds it: what devices
 * send is generated chunk by chunk, and what is committed is known in advance.
 */
@NullMarked
package io.tributary.loadtest.large;

import org.jspecify.annotations.NullMarked;
