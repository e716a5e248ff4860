/** Networks as a config describes them: a built-in one by its name, or the owner's own. */
@NullMarked
package io.tributary.experiments.network;

import org.jspecify.annotations.NullMarked;
