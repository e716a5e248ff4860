@NullMarked
package io.tributary.experiments.catalogue;

import org.jspecify.annotations.NullMarked;
