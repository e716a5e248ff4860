/** Federated training in memory: the real trainer and the real aggregation, with no network, store or seal between them. */
@NullMarked
package io.tributary.loadtest.simulation;

import org.jspecify.annotations.NullMarked;
