/** Measures whole experiments as people start them. */
@NullMarked
package io.tributary.loadtest.experiment;

import org.jspecify.annotations.NullMarked;
