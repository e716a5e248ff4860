/** What a training step costs beside a bare loop on the same libtorch; the only user of DJL outside of learning. */
@NullMarked
package io.tributary.loadtest.learning;

import org.jspecify.annotations.NullMarked;
