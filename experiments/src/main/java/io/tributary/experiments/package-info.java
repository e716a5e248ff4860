/** Experiment configurations, data sources, partitioners, the run command and the root of the command line. */
@NullMarked
package io.tributary.experiments;

import org.jspecify.annotations.NullMarked;
