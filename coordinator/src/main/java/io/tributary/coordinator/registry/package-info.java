/**
 * The model registry: immutable, signed, hash-linked versions of a model. Entry type:
 * {@link io.tributary.coordinator.registry.ModelRegistry}.
 *
 * <pre>
 *   version 0  &lt;-parent-  version 1  &lt;-parent-  version 2      manifests, signed, in the model store
 *    |  |  |               |  |  |               |  |  |
 *    c0 c1 c2              c3 c1 c4              c5 c6 c4      chunks by SHA-256, and where each lies
 *    |  |  |               |  |  |               |  |  |
 *   [c0 c1 c2] &lt;--------------+ [c3 c4] &lt;-----------------+  [c5 c6]   packs, in the object store
 * </pre>
 *
 * <p>Chunks of a new version are written one after another into one pack, by any thread in any order; each member that writes chunks of it
 * has a pack of its own. A pack is synced once, and the version exists from the one fenced transaction that commits its manifest and the
 * index of its chunks. A chunk that the parent has stays in the pack where it is. A version that is no longer kept loses its index, and a
 * pack that no index names is deleted ({@link io.tributary.coordinator.registry.Retention}). What a killed owner leaves, a pack that no
 * index names, is found by its name.
 */
@NullMarked
package io.tributary.coordinator.registry;

import org.jspecify.annotations.NullMarked;
