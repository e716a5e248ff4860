/** Web API, rounds, stores, cluster, model registry, cloud serving. */
@NullMarked
package io.tributary.coordinator;

import org.jspecify.annotations.NullMarked;
