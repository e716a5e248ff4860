/** The networks Tributary knows: their layers, their parameter layout and their initial weights; no engine. */
@NullMarked
package io.tributary.learning.architecture;

import org.jspecify.annotations.NullMarked;
