/**
 * A tree like the product's in which every rule is broken, so that a test can see each rule find what it should. Nothing
 * here is ever run.
 */
@NullMarked
package io.tributary.loadtest.architecture.broken;

import org.jspecify.annotations.NullMarked;
