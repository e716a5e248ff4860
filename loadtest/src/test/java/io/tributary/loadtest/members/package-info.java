@NullMarked
package io.tributary.loadtest.members;

import org.jspecify.annotations.NullMarked;
