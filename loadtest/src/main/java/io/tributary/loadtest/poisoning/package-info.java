/** A suite of rules under attacks, and a table of what each rule loses to each attack. */
@NullMarked
package io.tributary.loadtest.poisoning;

import org.jspecify.annotations.NullMarked;
