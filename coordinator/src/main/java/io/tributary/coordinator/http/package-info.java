/**
 * The web API. Handlers only bound, authenticate and translate; whatever blocks runs on virtual threads, and what devices say
 * is answered by {@link io.tributary.coordinator.device.MessageHandler}, which knows no HTTP.
 *
 * <p>Files: a class for each group of routes, which share the package-private server, body reader and problem writer.
 */
@NullMarked
package io.tributary.coordinator.http;

import org.jspecify.annotations.NullMarked;
