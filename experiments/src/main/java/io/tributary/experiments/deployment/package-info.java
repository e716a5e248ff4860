/** Where the parts of an experiment run: in this JVM, or each in a JVM of its own. *
 * <p>Files: the parts of an experiment, in one JVM or in many, are told in the same files; apart they would be public to each other.
 */
@NullMarked
package io.tributary.experiments.deployment;

import org.jspecify.annotations.NullMarked;
