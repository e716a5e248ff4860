/** What devices are asked and shown, signed: run plan, round offer, model manifest. */
@NullMarked
package io.tributary.protocol.plan;

import org.jspecify.annotations.NullMarked;
