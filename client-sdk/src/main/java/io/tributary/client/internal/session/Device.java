package io.tributary.client.internal.session;

import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.secureagg.identity.SigningKey;
import java.nio.file.Path;

/**
 * Who this device is, and which keys it trusts. Immutable; never prints a secret.
 *
 * @param id enrolled id
 * @param index its place in the population: with the run seed and the round, its only source of randomness (I10)
 * @param identity its own key
 * @param keys the pinned keys
 * @param directory where it keeps its state
 */
public record Device(String id, int index, SigningKey identity, PinnedKeys keys, Path directory) {}
