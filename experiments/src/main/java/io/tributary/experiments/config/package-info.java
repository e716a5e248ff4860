/** An experiment's configuration: read from YAML with the place of every mistake, checked, and turned into a run plan. */
@NullMarked
package io.tributary.experiments.config;

import org.jspecify.annotations.NullMarked;
