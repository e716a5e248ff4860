/**
 * Performs what rounds decide: stores each event before anything is done about it, then performs its effects, each of them
 * as if once however often it is begun.
 */
@NullMarked
package io.tributary.coordinator.run;

import org.jspecify.annotations.NullMarked;
