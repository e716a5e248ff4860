/** A device's own examples, fitted to the models that it is asked to train. */
@NullMarked
package io.tributary.learning.device;

import org.jspecify.annotations.NullMarked;
