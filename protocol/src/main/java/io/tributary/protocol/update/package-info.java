/**
 * How the values of an update, and the steps between model versions, travel in fewer bytes. Entry types:
 * {@link io.tributary.protocol.update.UpdateCodec} for the way up, {@link io.tributary.protocol.update.StepCodec} for the way down.
 *
 * <pre>
 *   device       delta + residual -&gt; which values -&gt; rotate -&gt; quantize -&gt; bytes      chunk by chunk
 *   coordinator  bytes -&gt; what travelled -&gt; (sum) -&gt; rotate back -&gt; put in place      the shared map, once for a linear rule
 * </pre>
 */
@NullMarked
package io.tributary.protocol.update;

import org.jspecify.annotations.NullMarked;
