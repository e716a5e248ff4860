/** What a device does against the drift of its local training: FedProx, SCAFFOLD, FedNova, FedDyn; no engine. */
@NullMarked
package io.tributary.learning.method;

import org.jspecify.annotations.NullMarked;
