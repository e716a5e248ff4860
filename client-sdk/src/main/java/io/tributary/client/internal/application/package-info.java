/** Code of the application, called so that nothing it does ends the client. */
@NullMarked
package io.tributary.client.internal.application;

import org.jspecify.annotations.NullMarked;
