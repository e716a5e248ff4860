@NullMarked
package io.tributary.localcluster;

import org.jspecify.annotations.NullMarked;
