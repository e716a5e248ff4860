@NullMarked
package io.tributary.examples.catalogue;

import org.jspecify.annotations.NullMarked;
