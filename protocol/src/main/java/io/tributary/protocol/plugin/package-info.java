/** Plug-ins: code of whoever starts a process, found by ServiceLoader and named in signed plans. */
@NullMarked
package io.tributary.protocol.plugin;

import org.jspecify.annotations.NullMarked;
