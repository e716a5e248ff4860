@NullMarked
package io.tributary.experiments.simulation;

import org.jspecify.annotations.NullMarked;
