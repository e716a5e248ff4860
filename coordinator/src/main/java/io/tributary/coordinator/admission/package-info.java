/**
 * What may come in at once, whoever sends it: connections, bytes of unfinished requests and answers, lines of the log. Knows no HTTP
 * library. What a credential allows is decided in {@link io.tributary.coordinator.access}.
 */
@NullMarked
package io.tributary.coordinator.admission;

import org.jspecify.annotations.NullMarked;
