/** The engine of experiments: configs, data sources, partitions, runs and reports. */
@NullMarked
package io.tributary.experiments;

import org.jspecify.annotations.NullMarked;
