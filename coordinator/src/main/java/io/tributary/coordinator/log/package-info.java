/** How faults that come again and again are logged: once a cause and minute. */
@NullMarked
package io.tributary.coordinator.log;

import org.jspecify.annotations.NullMarked;
