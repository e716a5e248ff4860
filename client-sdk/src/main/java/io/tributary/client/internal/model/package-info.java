/** The newest verified version of each model: on its way to the disk, on disk, and being served. */
@NullMarked
package io.tributary.client.internal.model;

import org.jspecify.annotations.NullMarked;
