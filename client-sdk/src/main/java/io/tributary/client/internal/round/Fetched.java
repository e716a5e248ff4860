package io.tributary.client.internal.round;

import io.tributary.client.internal.trust.Verified;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;

/**
 * All that a round needs, verified.
 *
 * @param model the flat vector to train from
 */
record Fetched(Verified<RoundOffer> offer, Verified<RunPlan> plan, float[] model) {}
