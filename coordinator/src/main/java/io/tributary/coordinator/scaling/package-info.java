/**
 * How much of what a member can do is asked of it, in one number that an autoscaler averages over members. Entry type:
 * {@link io.tributary.coordinator.scaling.ScalingLoad}, which is the formula; {@link io.tributary.coordinator.scaling.ScalingSignal} feeds it.
 */
@NullMarked
package io.tributary.coordinator.scaling;

import org.jspecify.annotations.NullMarked;
