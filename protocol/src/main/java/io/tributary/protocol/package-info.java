/** The vocabulary that devices and the coordinator share: layouts, messages, plans, chunk and update codecs. */
@NullMarked
package io.tributary.protocol;

import org.jspecify.annotations.NullMarked;
