/**
 * Training, evaluation and prediction with DJL's PyTorch engine; the only user of DJL, which no public signature shows.
 *
 * <p>Files: what runs a network shares native memory and the engine's threads, and stays out of other modules' sight as long as it is one package.
 */
@NullMarked
package io.tributary.learning.djl;

import org.jspecify.annotations.NullMarked;
