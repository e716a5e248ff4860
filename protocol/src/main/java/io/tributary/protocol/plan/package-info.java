/**
 * What devices are asked and shown, signed: run plan, round offer, model manifest.
 *
 * <p>Files: a plan is one signed document, and each of its parts is a record or a closed set of kinds in a file of its own.
 */
@NullMarked
package io.tributary.protocol.plan;

import org.jspecify.annotations.NullMarked;
