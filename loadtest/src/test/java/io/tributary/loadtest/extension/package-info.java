/** How much must be touched to extend Tributary: a toy of each kind is added to a copy of the sources, compiled and tried. */
@NullMarked
package io.tributary.loadtest.extension;

import org.jspecify.annotations.NullMarked;
