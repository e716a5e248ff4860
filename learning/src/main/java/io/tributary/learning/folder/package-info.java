/** Folders of files that are data. */
@NullMarked
package io.tributary.learning.folder;

import org.jspecify.annotations.NullMarked;
