/** JVMs beside this one, of the same program, that live no longer than it. */
@NullMarked
package io.tributary.experiments.process;

import org.jspecify.annotations.NullMarked;
