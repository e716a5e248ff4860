/** What strategies are made of, described once: for the reader of configs, for the command that lists them, for the docs. */
@NullMarked
package io.tributary.experiments.catalogue;

import org.jspecify.annotations.NullMarked;
