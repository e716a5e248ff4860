package io.tributary.client.internal.transport;

/**
 * How much of an upload the coordinator holds.
 *
 * @param offset bytes from its beginning
 * @param complete whether that is the whole, and durable
 */
public record Held(long offset, boolean complete) {}
