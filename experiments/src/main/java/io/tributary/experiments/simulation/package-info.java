/** Runs in memory: devices, codecs and sums of a live run, with no network, store or seal between them. */
@NullMarked
package io.tributary.experiments.simulation;

import org.jspecify.annotations.NullMarked;
