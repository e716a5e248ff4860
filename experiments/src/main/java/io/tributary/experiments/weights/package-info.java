/**
 * Values of models in files of other tools: safetensors and flat vectors, read as the start of a run
 * ({@link io.tributary.experiments.weights.StartFile}) and written of what came of it.
 */
@NullMarked
package io.tributary.experiments.weights;

import org.jspecify.annotations.NullMarked;
