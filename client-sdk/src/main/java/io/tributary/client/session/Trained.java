package io.tributary.client.session;

import io.tributary.learning.TrainingOutcome;

/**
 * A checked outcome of training.
 *
 * @param trainMillis time spent
 */
record Trained(Fetched fetched, TrainingOutcome outcome, long trainMillis) {}
