/** Who the device is to its coordinator: certificate, session, calls that are tried again. */
@NullMarked
package io.tributary.client.internal.session;

import org.jspecify.annotations.NullMarked;
