/** The flat vector of a model: its tensors in order, and how it is cut into chunks. */
@NullMarked
package io.tributary.protocol.parameters;

import org.jspecify.annotations.NullMarked;
