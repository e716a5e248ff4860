/** Which members a coordinator has, and at which of them the device calls. */
@NullMarked
package io.tributary.client.internal.member;

import org.jspecify.annotations.NullMarked;
