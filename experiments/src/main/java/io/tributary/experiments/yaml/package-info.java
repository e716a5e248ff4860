/** YAML with places: every value knows its file, line and key, so that a mistake is told where it is. */
@NullMarked
package io.tributary.experiments.yaml;

import org.jspecify.annotations.NullMarked;
