/** Where examples come from: drawn glyphs, IDX files, folders of images; loaded, checked and spread over devices. */
@NullMarked
package io.tributary.experiments.data;

import org.jspecify.annotations.NullMarked;
