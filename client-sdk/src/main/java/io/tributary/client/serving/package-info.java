/** The model that a device serves, and predictions with it. */
@NullMarked
package io.tributary.client.serving;

import org.jspecify.annotations.NullMarked;
