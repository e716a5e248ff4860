/** Tests of conditions and policies. */
@NullMarked
package io.tributary.client.eligibility;

import org.jspecify.annotations.NullMarked;
