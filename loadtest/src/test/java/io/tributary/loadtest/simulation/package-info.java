@NullMarked
package io.tributary.loadtest.simulation;

import org.jspecify.annotations.NullMarked;
