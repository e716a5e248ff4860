/** Web API, rounds, stores, cluster membership and the model registry. */
@NullMarked
package io.tributary.coordinator;

import org.jspecify.annotations.NullMarked;
