package io.tributary.client.internal.transport;

/**
 * A chunk to fetch.
 *
 * @param index place in the manifest
 * @param sha256 hex SHA-256 of its encoded bytes, as the manifest says
 * @param length its exact length in bytes
 */
public record WantedChunk(int index, String sha256, int length) {}
