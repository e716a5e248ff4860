/**
 * Files that survive a power loss: what the file-based stores ask of the operating system, step by step, so that a test can stop
 * between any two steps.
 */
@NullMarked
package io.tributary.coordinator.store.disk;

import org.jspecify.annotations.NullMarked;
