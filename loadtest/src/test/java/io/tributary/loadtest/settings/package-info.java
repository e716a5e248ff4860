/** How programs that embed Tributary set it up. */
@NullMarked
package io.tributary.loadtest.settings;

import org.jspecify.annotations.NullMarked;
