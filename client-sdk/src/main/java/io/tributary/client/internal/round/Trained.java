package io.tributary.client.internal.round;

import io.tributary.client.internal.state.DeviceState;
import io.tributary.learning.TrainingOutcome;

/**
 * A checked outcome of training.
 *
 * @param trainMillis time spent
 * @param state where this round stages what later ones read
 */
record Trained(Fetched fetched, TrainingOutcome outcome, long trainMillis, DeviceState state) {}
