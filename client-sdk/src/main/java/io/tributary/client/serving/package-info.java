/** The newest verified model on disk, and prediction with it in process. */
@NullMarked
package io.tributary.client.serving;

import org.jspecify.annotations.NullMarked;
