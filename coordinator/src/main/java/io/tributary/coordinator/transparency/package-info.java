/**
 * The log of what the registry committed, as strangers read it: tiles and a signed head (C2SP tlog-tiles), and proofs. Entry type:
 * {@link io.tributary.coordinator.transparency.VersionLog}.
 *
 * <p>The rows of the model store are the log: each version is entered in the transaction that commits it, so no two members can number it twice. Tiles
 * follow from the rows; full ones are kept as objects.
 */
@NullMarked
package io.tributary.coordinator.transparency;

import org.jspecify.annotations.NullMarked;
