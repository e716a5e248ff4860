/** Pages that need nothing else, neither files nor network. */
@NullMarked
package io.tributary.experiments.html;

import org.jspecify.annotations.NullMarked;
