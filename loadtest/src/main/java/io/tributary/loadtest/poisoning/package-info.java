/** Devices that attack the model: what each attack sends, and a table of what each rule loses to it. */
@NullMarked
package io.tributary.loadtest.poisoning;

import org.jspecify.annotations.NullMarked;
