/**
 * The model registry: immutable, signed, hash-linked versions of a model. Entry type:
 * {@link io.tributary.coordinator.registry.ModelRegistry}.
 *
 * <pre>
 *   version 0  &lt;-parent-  version 1  &lt;-parent-  version 2      manifests, signed, in the model store
 *    |  |  |               |  |  |               |  |  |
 *    c0 c1 c2              c3 c1 c4              c5 c6 c4      chunks by SHA-256, in the object store, shared between versions
 * </pre>
 *
 * <p>Chunks of a new version are written first, by any thread in any order, each durable under its own hash; the version exists
 * from the one fenced transaction that commits its manifest. A killed owner leaves nothing but chunks that no manifest names.
 */
@NullMarked
package io.tributary.coordinator.registry;

import org.jspecify.annotations.NullMarked;
