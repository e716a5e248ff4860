/**
 * What the log says: events that operators ask about, with keys and values, and faults that come again and again, once a cause and
 * minute.
 */
@NullMarked
package io.tributary.coordinator.log;

import org.jspecify.annotations.NullMarked;
