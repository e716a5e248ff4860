/** Methods against drift, played by real clients and a coordinator. */
@NullMarked
package io.tributary.loadtest.drift;

import org.jspecify.annotations.NullMarked;
