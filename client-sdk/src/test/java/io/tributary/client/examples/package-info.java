/** How an application embeds the SDK. */
@NullMarked
package io.tributary.client.examples;

import org.jspecify.annotations.NullMarked;
