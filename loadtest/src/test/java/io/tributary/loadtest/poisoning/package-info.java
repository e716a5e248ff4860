@NullMarked
package io.tributary.loadtest.poisoning;

import org.jspecify.annotations.NullMarked;
