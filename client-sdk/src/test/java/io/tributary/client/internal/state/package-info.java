/** Tests of what a device keeps between rounds. */
@NullMarked
package io.tributary.client.internal.state;

import org.jspecify.annotations.NullMarked;
