/**
 * What every request passes and every answer goes through: {@link io.tributary.coordinator.http.entrance.Entrance} has all of it. It bounds
 * connections, bodies, work and answers, and knows no route. The counting is done in {@link io.tributary.coordinator.admission}.
 */
@NullMarked
package io.tributary.coordinator.http.entrance;

import org.jspecify.annotations.NullMarked;
