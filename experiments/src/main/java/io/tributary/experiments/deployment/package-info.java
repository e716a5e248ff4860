/** Where the parts of an experiment run: in this JVM, or each in a JVM of its own. */
@NullMarked
package io.tributary.experiments.deployment;

import org.jspecify.annotations.NullMarked;
